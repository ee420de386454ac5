// Small things that every screen needs.

/** An element: `h('button', {class: 'primary', onclick: save}, text)`. Text is always text, never markup. */
export function h(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (value === undefined || value === null || value === false) continue;
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else if (key === 'value') element.value = value;
        else if (key === 'checked') element.checked = value;
        else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.flat(9).filter(child => child !== undefined && child !== null && child !== false));
    return element;
}

let texts = {}, english = {};
export const languages = { en: 'English', bn: 'বাংলা', hi: 'हिन्दी', ne: 'नेपाली' };
export let language = 'en';

/** Loads a language's texts; the worker keeps them for days without a network. */
export async function speak(wanted) {
    language = languages[wanted] ? wanted : 'en';
    const load = async code => (await fetch(`/field/texts-${code}.json`)).json(), chosen = language;
    const loaded = await load(chosen);
    english = chosen === 'en' ? loaded : await load('en').catch(() => ({}));
    if (language !== chosen) return;  // another was chosen meanwhile
    texts = loaded;
    document.documentElement.lang = language;
    document.title = t('title');
    try { localStorage.setItem('language', language); } catch { /* private window: asked again next time */ }
}

/** A text of the app, with `%1`, `%2` replaced: `t('found', 3)`. */
export const t = (key, ...values) => say(`fieldwork.${key}`, ...values);

/** A text of any noun that came along: `say('person.sex')`. */
export function say(key, ...values) {
    const text = texts[key] ?? english[key] ?? key;
    return values.reduce((text, value, place) => text.replaceAll(`%${place + 1}`, value), text);
}
export const isSaid = key => key in english || key in texts;

/** 12,34,567. */
export const count = number => number.toLocaleString('en-IN');

/** 1.2 MB as people say it. */
export const size = bytes => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB`
    : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

const IST = 19_800_000;
/** The day in India as yyyy-mm-dd, `later` days after the moment. */
export const isoDay = (milliseconds, later = 0) => new Date(milliseconds + IST + later * 86_400_000).toISOString().slice(0, 10);
/** dd-mm-yyyy. */
export const day = iso => iso ? iso.split('-').reverse().join('-') : '';
/** dd-mm-yyyy hh:mm in India. */
export const time = milliseconds => {
    const text = new Date(milliseconds + IST).toISOString();
    return `${day(text.slice(0, 10))} ${text.slice(11, 16)}`;
};

/** A length of time in its largest unit, in the reader's language. */
export function span(milliseconds) {
    const minutes = Math.max(1, Math.round(milliseconds / 60_000));
    const [value, unit] = minutes < 60 ? [minutes, 'minute'] : minutes < 2880 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day'];
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** How long ago, in the reader's language. */
export function ago(milliseconds) {
    const minutes = Math.round(milliseconds / 60_000), format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    if (minutes < 60) return format.format(-minutes, 'minute');
    return minutes < 2880 ? format.format(-Math.round(minutes / 60), 'hour') : format.format(-Math.round(minutes / 1440), 'day');
}

/** Digits of any script as ASCII. */
export const digits = text => text.replace(/[০-৯]/g, sign => sign.charCodeAt(0) - 0x9E6)
    .replace(/[०-९]/g, sign => sign.charCodeAt(0) - 0x966);

/** What a number of the register must be: Verhoeff's check digit over twelve digits. */
export function isRegistrationNumber(text) {
    const plain = digits(text).toUpperCase().replace(/[^A-Z0-9]/g, ''), number = plain.replace(/^P/, '');
    return /^\d{12}$/.test(number) && checkSum(number) === 0;
}
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
function checkSum(number) {
    let sum = 0;
    [...number].reverse().forEach((sign, place) => {
        let b = Number(sign);
        for (let round = 0; round < place % 8; round++) b = permutation[b];
        sum = sum < 5 ? (b < 5 ? (sum + b) % 5 : 5 + (sum + b - 5) % 5) : b < 5 ? 5 + (sum - b) % 5 : (sum - b + 5) % 5;
        if (sum < 0) sum += 5;
    });
    return sum;
}
