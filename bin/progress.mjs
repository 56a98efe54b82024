/**
 * Prints progress lines with the seconds since the start of the process.
 *
 * @param {NodeJS.WritableStream} stream
 * @returns {(text: string) => void}
 */
export function progressTo(stream) {
  return (text) => {
    const seconds = (performance.now() / 1000).toFixed(1).padStart(6);
    stream.write(`[${seconds} s] ${text}\n`);
  };
}
