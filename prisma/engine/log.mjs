/**
 * One line on stderr in the native engine's shape: the CLI parses these and reads `error_code` from the last.
 *
 * @param {"INFO" | "ERROR"} level
 * @param {string} message
 * @param {Record<string, unknown>} [extra]
 */
export function log(level, message, extra = {}) {
  const target = level === "ERROR" ? "schema_engine::logger" : "schema_engine";
  const line = { timestamp: new Date().toISOString(), level, fields: { message, ...extra }, target };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
