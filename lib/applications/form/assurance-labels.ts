/** Who tested accuracy, how people agree, and what is done against pictures of faces: a label for every value. */
export const testers: Readonly<Record<string, string>> = {
  independent: "An independent laboratory or body",
  vendor: "The vendor",
  internal: "Your own people",
  none: "Nobody yet",
};

export const consents: Readonly<Record<string, string>> = {
  explicit_opt_in: "Explicit opt-in",
  written_release: "Written release",
  notice: "Notice only",
  none: "Neither consent nor notice",
};

export const spoofTests: Readonly<Record<string, string>> = {
  none: "Not considered",
  self_declared: "Declared by the vendor",
  tested: "Tested",
  certified: "Certified (ISO/IEC 30107-3)",
};
