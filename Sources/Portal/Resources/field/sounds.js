// Names as they sound, step for step as the register hears them (Linkage/Names); tests hold both to the same answers.
import table from './sounds-table.js';

const encoder = new TextEncoder(), decoder = new TextDecoder();
const longestToken = 96, mostTokens = 8;
const optional = new Set(table.optional), ignored = new Set(table.ignored);
const classes = new Map(Object.entries(table.classes)), written = new Map(Object.entries(table.written).map(([token, whole]) => [token.normalize('NFC'), whole]));

// The same without the inherent vowels, of which no two scripts agree where they are spoken.
const withoutInherent = fold => fold[0] + fold.slice(1).replaceAll('a', '');
const consonantClasses = new Map();
for (const [fold, number] of classes) {
    if (fold.length < 5) continue;
    const key = withoutInherent(fold), known = consonantClasses.get(key);
    consonantClasses.set(key, known === undefined || known === number ? number : 0);
}
const classOf = fold => classes.get(fold) ?? (fold.length >= 5 ? consonantClasses.get(withoutInherent(fold)) ?? 0 : 0);
const optionalClasses = new Set([...optional].map(classOf).filter(number => number > 0));

const isLetter = byte => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A;

function isRelation(text, index, tokenIsEmpty) {
    if (!tokenIsEmpty || index + 2 >= text.length || text[index + 1] !== 0x2F || (text[index + 2] | 0x20) !== 0x6F) return false;
    if (!'swdch'.includes(String.fromCharCode(text[index] | 0x20))) return false;
    return index + 3 === text.length || !isLetter(text[index + 3]) || text[index + 2] === 0x4F;
}

// The tokens of a written name, byte by byte.
function split(name) {
    const text = encoder.encode(name), found = [];
    let token = [], lowers = 0, index = 0;
    const emit = () => {
        if (token.length && found.length < mostTokens) found.push(decoder.decode(new Uint8Array(token)));
        token = [];
    };
    const add = byte => { if (token.length < longestToken) token.push(byte); };
    while (index < text.length && found.length < mostTokens) {
        const byte = text[index];
        if (byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A) {
            if (isRelation(text, index, token.length === 0)) {
                emit();
                if (found.length) return found;
                index += 3;
                continue;
            }
            if (byte <= 0x5A) {
                if (lowers > 1) emit();
                add(byte | 0x20);
                lowers = 0;
            } else {
                add(byte);
                lowers += 1;
            }
        } else if (byte >= 0x30 && byte <= 0x39 || byte === 0x27 || byte === 0x60) {
            lowers = 0;
        } else if (byte === 0xC2 && text[index + 1] === 0xA0) {
            emit();
            lowers = 0;
            index += 1;
        } else if (byte === 0xE2 && index + 2 < text.length && text[index + 1] === 0x80) {
            if (!(text[index + 2] >= 0x8B && text[index + 2] <= 0x8F)) emit();
            index += 2;
        } else if (byte === 0xE0 && index + 2 < text.length && isDigitOrDanda(text[index + 1], text[index + 2])) {
            if (text[index + 1] === 0xA5 && (text[index + 2] < 0xA6 || text[index + 2] === 0xB0)) emit();
            index += 2;
        } else if (byte >= 0x80) {
            add(byte);
            lowers = 0;
        } else {
            emit();
            lowers = 0;
        }
        index += 1;
    }
    emit();
    return found;
}

const isDigitOrDanda = (second, third) =>
    second === 0xA5 && third >= 0xA4 && third <= 0xB0 || second === 0xA7 && third >= 0xA6 && third <= 0xAF;

const isInvisible = value => value >= 0x200B && value <= 0x200F || value === 0xFEFF || value === 0xAD;
const isIndic = value => value >= 0x900 && value <= 0x9FF;

// A token in lower-case Latin letters and digits.
function latin(token) {
    const scalars = [...token].map(sign => sign.codePointAt(0)).filter(value => !isInvisible(value));
    const out = [];
    let index = 0;
    while (index < scalars.length) {
        const value = scalars[index];
        if (value >= 0x30 && value <= 0x39 || value >= 0x61 && value <= 0x7A) out.push(String.fromCharCode(value));
        else if (value >= 0x41 && value <= 0x5A) out.push(String.fromCharCode(value + 32));
        else if (value >= 0xC0 && value <= 0x24F || value >= 0x1E00 && value <= 0x1EFF) out.push(...(table.accents[value] ?? ''));
        else if (value >= 0xFF21 && value <= 0xFF3A || value >= 0xFF41 && value <= 0xFF5A) {
            out.push(String.fromCharCode((value & 0x1F) + 0x60));
        } else if (isIndic(value)) {
            index = akshara(scalars, index, out);
            continue;
        }
        index += 1;
    }
    return out.join('');
}

// One akshara; returns the index after it. Bengali and Devanagari share one layout, 0x80 apart.
function akshara(scalars, start, out) {
    const value = scalars[start], isBengali = value >= 0x980, offset = value & 0x7F;
    if (offset >= 0x66 && offset <= 0x6F) {
        out.push(String(offset - 0x66));
        return start + 1;
    }
    if (offset === 0x47 && start + 1 < scalars.length && isIndic(scalars[start + 1])) {
        const second = scalars[start + 1] & 0x7F;
        if (isBengali && (second === 0x3E || second === 0x57)) {
            out.push(...(second === 0x3E ? 'o' : 'ou'));
            return start + 2;
        }
    }
    if (!isBengali && (offset === 0x70 || offset === 0x71)) return start + 1;
    const vowel = table.vowelLetters[offset] ?? table.vowelSigns[offset];
    if (vowel !== undefined) {
        out.push(...vowel);
        return start + 1;
    }
    if (offset === 0x01 || offset === 0x02) {
        if (offset === 0x01 && start + 1 === scalars.length) return start + 1;
        out.push('n');
        if (offset === 0x02 && isBengali) out.push('g');
        return start + 1;
    }
    if (offset === 0x4E) {
        out.push('t');
        return start + 1;
    }
    let letter = table.consonants[offset];
    if (letter === undefined) return start + 1;
    let next = start + 1;
    if (next < scalars.length && (scalars[next] & 0x7F) === 0x3C && isIndic(scalars[next])) {
        letter = table.nukta[offset] ?? letter;
        next += 1;
    }
    if (isBengali && offset === 0x2F && next === start + 1) letter = 'j';
    letter = joined(letter, offset, scalars, start, isBengali);
    if (offset === 0x1C && next + 1 < scalars.length && (scalars[next] & 0x7F) === 0x4D && (scalars[next + 1] & 0x7F) === 0x1E) {
        letter = 'gy';
        next += 2;
    }
    if (letter === 'y' && isBengali && out.at(-1) === 'o' && next < scalars.length && (scalars[next] & 0x7F) === 0x3E) {
        out.pop();
        out.push('w');
    } else {
        out.push(...letter);
    }
    if (next >= scalars.length || !isIndic(scalars[next])) return next;
    const following = scalars[next] & 0x7F;
    if (following === 0x4D) return next + 1;
    if (table.consonants[following] !== undefined || following >= 0x01 && following <= 0x03 || following === 0x4E) {
        if (following === 0x03) return next + 1;
        out.push('a');
    }
    return next;
}

function joined(letter, offset, scalars, start, isBengali) {
    if (start < 2 || (scalars[start - 1] & 0x7F) !== 0x4D) return letter;
    const before = scalars[start - 2] & 0x7F;
    if (offset === 0x2F) return 'y';
    if (isBengali && offset === 0x2C && [0x36, 0x38, 0x26, 0x24, 0x15].includes(before)) return 'w';
    if (!isBengali && offset === 0x35) return 'w';
    return letter;
}

const isDigit = letter => letter >= '0' && letter <= '9';
const isVowel = letter => letter === 'a' || letter === 'i' || letter === 'u';

function fold(text) {
    if (text.endsWith('que')) text = text.slice(0, -3) + 'k';
    text = withoutDoubles(joinConsonants(plainVowels(text)));
    if (text.length > 2 && text[0] === 'i' && (text[1] === 'a' || text[1] === 'u')) text = 'j' + text.slice(1);
    return text;
}

function plainVowels(text) {
    let out = '';
    for (let index = 0; index < text.length; index++) {
        const letter = text[index], next = text[index + 1];
        if (letter === 'o' && (next === 'o' || next === 'u') || letter === 'a' && next === 'u') {
            out += 'u';
            index += 1;
        } else {
            out += { w: 'u', o: 'a', e: 'i', y: 'i' }[letter] ?? letter;
        }
    }
    return out;
}

function joinConsonants(text) {
    let out = '', index = 0;
    while (index < text.length) {
        const letter = text[index], one = text[index + 1], two = text[index + 2];
        if (letter === 'x') out += 'ks';
        else if (letter === 'k' && one === 's' && two === 'h') { out += 'ks'; index += 2; }
        else if (letter === 'c' && one === 'k') { out += 'k'; index += 1; }
        else if (letter === 'p' && one === 'h') { out += 'f'; index += 1; }
        else if (letter === 'c' && one === 'h') { out += 'c'; index += two === 'h' ? 2 : 1; }
        else if (letter === 's' && one === 'h') { out += 's'; index += 1; }
        else if (letter === 'h') { /* silent */ }
        else if (letter === 'q') out += 'k';
        else if (letter === 'z') out += 'j';
        else if (letter === 'v') out += 'b';
        else out += letter;
        index += 1;
    }
    return out;
}

function withoutDoubles(text) {
    let out = '';
    for (const letter of text) if (out.at(-1) !== letter || isDigit(letter)) out += letter;
    return out;
}

function skeleton(text) {
    let out = '';
    [...text].forEach((letter, index) => {
        if (isVowel(letter)) {
            if (index === 0) out += "'";
        } else if (out.at(-1) !== letter || isDigit(letter)) out += letter;
    });
    return out;
}

/** The folds of a written name's tokens, in any script. */
export function tokens(name) {
    return split(name).map(token => written.has(token.normalize('NFC')) ? fold(written.get(token.normalize('NFC'))) : fold(latin(token)))
        .filter(text => text !== '' && !ignored.has(text));
}

/** The sounds by which a name is found, each once, in order. */
export function sounds(name) {
    const all = tokens(name);
    const telling = all.filter(text => text.length > 1 && !optional.has(text) && !optionalClasses.has(classOf(text)));
    const used = telling.length ? telling : all.filter(text => text.length > 1);
    const found = used.map(text => {
        const number = classOf(text);
        if (number > 0) return `=${number}`;
        const bones = skeleton(text);
        return bones.length > 1 ? bones : text;
    });
    return [...new Set(found)].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
}
