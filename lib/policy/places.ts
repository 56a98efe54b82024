/** ISO 3166-1 alpha-2. A closed list, since a code that nobody has, such as UK, would slip past every rule. */
const COUNTRIES = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY " +
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK " +
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR " +
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK " +
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF " +
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);

/** ISO 3166-2 subdivisions of the United States: fifty states, the district, the outlying areas. */
const US_SUBDIVISIONS = new Set(
  (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK " +
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI"
  )
    .split(" ")
    .map((code) => `US-${code}`),
);

/** Whether the code is an ISO 3166-1 alpha-2 country, in capitals. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code);
}

/** Whether the code has the form of an ISO 3166-2 subdivision of a known country; those of the US are all known. */
export function isRegion(code: string): boolean {
  const match = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(code);
  if (match?.[1] === undefined || !isCountry(match[1])) return false;
  return match[1] !== "US" || US_SUBDIVISIONS.has(code);
}

/** The country of a country or region code: `US` of `US-IL`. */
export function countryOf(code: string): string {
  return code.slice(0, 2);
}
