"use client";

import { useEffect, useState } from "react";

/** The code of the link, which stands after `#` and so reaches no server. Without scripts it is pasted by hand. */
export function useCodeOfLink(): string {
  const [code, setCode] = useState("");
  useEffect(() => {
    const given = window.location.hash.slice(1);
    if (!/^[\w-]{20,100}$/.test(given)) return;
    setCode(given);
    // Out of the address, so that it is in no bookmark and on nobody's screen.
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return code;
}
