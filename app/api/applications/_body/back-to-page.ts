/**
 * For forms that are sent without scripts: the answer to a browser is the page again, saying what was refused by
 * its code. A program gets the answer as it is.
 */
export async function backToPage(request: Request, answer: Response, page: string): Promise<Response> {
  if (!(request.headers.get("accept") ?? "").includes("text/html")) return answer;
  const refused = answer.ok ? "" : `?refused=${await codeOf(answer)}`;
  return new Response(null, {
    status: 303,
    headers: { location: `${page}${refused}`, "cache-control": "no-store" },
  });
}

async function codeOf(answer: Response): Promise<string> {
  const problem: { code?: unknown } = await answer.json();
  return typeof problem.code === "string" ? problem.code : "internal";
}
