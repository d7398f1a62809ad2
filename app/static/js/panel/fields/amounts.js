/* Reads amounts and quantities as app/core/money.py does; tests/core/amounts.json is the table both are held to.
   readRupiah and readQuantity give a number, or null for what is refused (no number, or two readings). */

const UNITS = {rb: [1e3], ribu: [1e3], k: [1e3], jt: [1e6], juta: [1e6], miliar: [1e9], milyar: [1e9], m: [1e9, 1e6]};
const LARGEST_IDR = 1e13;
const LARGEST_QUANTITY = 99999999.99;
const LONGEST = 60;
const UNIT = Object.keys(UNITS).sort((a, b) => b.length - a.length).join("|");
const NUMBER = "[0-9](?:[0-9., ]*[0-9])?";
const CURRENCY = /^(?:rp[.:]?|idr) ?/;
const ENDING = / ?(?:[.,]? ?[-–—=]+|rupiah|idr|rp|[.,])$/;
const PARTS = new RegExp(`^(?:${NUMBER} ?(?:${UNIT}) ?)+$`);

function plain(text) {
  const seen = [...text].slice(0, 2 * LONGEST).join("").replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
  return seen.length <= LONGEST ? seen : "";
}

function numbers(text, thousandths) {
  const found = [];
  const grouped = /^([1-9][0-9]{0,2}([., ])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?$/.exec(text);
  const decimal = /^([0-9]+)[.,]([0-9]{1,2})$/.exec(text) || (thousandths && /^([0-9]{1,3})[.,]([0-9]{3})$/.exec(text));
  if (/^[0-9]+$/.test(text)) found.push(Number(text));
  if (grouped) found.push(Number(`${grouped[1].replace(/[., ]/g, "")}.${grouped[3] || "0"}`));
  if (decimal) found.push(Number(`${decimal[1]}.${decimal[2]}`));
  return found;
}

/* Tenths of a cent of a rupiah are noise of binary fractions: 1.1 × 1e6. */
const times = (value, size) => Math.round(value * size * 1000) / 1000;

function amounts(given) {
  let text = given;
  while (ENDING.test(text)) text = text.replace(ENDING, "");
  text = text.replace(CURRENCY, "");
  if (!PARTS.test(text)) return numbers(text, false);
  const parts = [...text.matchAll(new RegExp(`(${NUMBER}) ?(${UNIT}) ?`, "g"))];
  const sizes = parts.map(([, , unit]) => Math.max(...UNITS[unit]));
  if (sizes.some((size, place) => place && size >= sizes[place - 1])) return [];
  let sums = [0];
  for (const [, number, unit] of parts) {
    const each = numbers(number, true).flatMap((value) => UNITS[unit].map((size) => times(value, size)));
    sums = sums.flatMap((sum) => each.map((value) => sum + value));
  }
  return sums;
}

function only(readings) {
  const found = new Set(readings);
  return found.size === 1 ? [...found][0] : null;
}

export function readRupiah(text) {
  return only(amounts(plain(text)).filter((value) => Number.isInteger(value) && value <= LARGEST_IDR));
}

export function readQuantity(text) {
  const value = only(numbers(plain(text), true).filter((one) => one <= LARGEST_QUANTITY));
  return value !== null && Math.abs(value * 100 - Math.round(value * 100)) < 1e-4 ? value : null;
}

/* quantity × price, rounded half up in whole hundredths; null where either is. */
export function lineAmount(quantity, price) {
  return quantity === null || price === null ? null : Math.floor((Math.round(quantity * 100) * price + 50) / 100);
}
