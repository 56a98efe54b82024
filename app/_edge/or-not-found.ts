import { notFound } from "next/navigation";
import { AppError } from "#lib/platform/errors";

/**
 * For pages: what a view returns, or the page that says that there is nothing here. Someone who may not see a thing
 * is told the same as someone who asks for what does not exist.
 */
export async function orNotFound<T>(view: () => Promise<T>): Promise<T> {
  try {
    return await view();
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
}
