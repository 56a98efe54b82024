import { type HTMLElement, parse } from "node-html-parser";

/** One person's browser without scripts: cookies, pages and forms, and nothing that a newcomer could not do. */
export type Portal = {
  open: (path: string) => Promise<Page>;
  /** Fills the form that has this field (or submit button) and sends it; what is not named keeps what the page says. */
  submit: (page: Page, fieldName: string, values: FormValues) => Promise<Page>;
  post: (path: string, body: FormData) => Promise<Response>;
};
export type Page = { url: string; status: number; root: HTMLElement; text: string };
export type FormValues = Readonly<Record<string, string | File | readonly string[]>>;

const REDIRECTS_MAX = 5;

/** @param baseUrl where the portal listens, without a slash at the end */
export function openPortal(baseUrl: string): Portal {
  const cookies = new Map<string, string>();

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: {
        ...init.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        origin: new URL(baseUrl).origin,
        accept: "text/html,application/json",
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      cookies.set(name, value.join("="));
    }
    return response;
  }

  async function follow(url: string, init?: RequestInit): Promise<Page> {
    let address = url;
    let response = await request(address, init);
    for (let hop = 0; response.status >= 300 && response.status < 400 && hop < REDIRECTS_MAX; hop += 1) {
      address = new URL(response.headers.get("location") ?? "/", address).toString();
      response = await request(address);
    }
    return readPage(address, response);
  }

  return {
    open: (path) => follow(new URL(path, baseUrl).toString()),
    submit: (page, fieldName, values) => {
      const form = formWith(page, fieldName);
      const action = form.getAttribute("action");
      const target = action ? new URL(action, page.url).toString() : page.url;
      return follow(target, { method: "POST", body: formBody(form, values) });
    },
    post: (path, body) => request(new URL(path, baseUrl).toString(), { method: "POST", body }),
  };
}

async function readPage(url: string, response: Response): Promise<Page> {
  const root = parse(await response.text(), { blockTextElements: { script: false, style: false } });
  for (const hidden of root.querySelectorAll("script,style,template")) hidden.remove();
  return { url, status: response.status, root, text: root.structuredText };
}

function formWith(page: Page, fieldName: string): HTMLElement {
  const forms = page.root.querySelectorAll("form");
  const form = forms.find((candidate) =>
    candidate
      .querySelectorAll("input,select,textarea,button")
      .some((field) => field.getAttribute("name") === fieldName),
  );
  if (form === undefined) {
    throw new Error(`no form with "${fieldName}" at ${new URL(page.url).pathname} (status ${page.status})`);
  }
  return form;
}

/** What a browser would send (HTML, "constructing the entry list"), with the given values in place of the page's. */
function formBody(form: HTMLElement, values: FormValues): FormData {
  const body = new FormData();
  for (const [name, value] of standingValues(form)) if (!(name in values)) body.append(name, value);
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof File) body.append(name, value);
    else for (const item of typeof value === "string" ? [value] : value) body.append(name, item);
  }
  return body;
}

function standingValues(form: HTMLElement): [name: string, value: string][] {
  return form.querySelectorAll("input,select,textarea").flatMap((field): [string, string][] => {
    const name = field.getAttribute("name");
    if (name === undefined || field.hasAttribute("disabled")) return [];
    return standingValue(field).map((value) => [name, value]);
  });
}

function standingValue(field: HTMLElement): string[] {
  if (field.tagName === "TEXTAREA") return [field.textContent];
  if (field.tagName === "SELECT") {
    const options = field.querySelectorAll("option");
    const chosen = options.filter((option) => option.hasAttribute("selected"));
    const standing = chosen.length > 0 || field.hasAttribute("multiple") ? chosen : options.slice(0, 1);
    return standing.map((option) => option.getAttribute("value") ?? option.textContent);
  }
  const type = field.getAttribute("type") ?? "text";
  if (type === "checkbox" || type === "radio") {
    return field.hasAttribute("checked") ? [field.getAttribute("value") ?? "on"] : [];
  }
  return ["submit", "button", "file", "image", "reset"].includes(type)
    ? []
    : [field.getAttribute("value") ?? ""];
}
