// A QR code of up to 38 capital letters and digits: version 2, level M (ISO/IEC 18004), which is all that a slip needs.

const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:', side = 25, dataWords = 28, checkWords = 16;

function words(text) {
    const bits = [];
    const add = (value, length) => { for (let at = length - 1; at >= 0; at--) bits.push(value >> at & 1); };
    add(2, 4);
    add(text.length, 9);
    for (let at = 0; at < text.length; at += 2) {
        const first = signs.indexOf(text[at]);
        if (at + 1 < text.length) add(first * 45 + signs.indexOf(text[at + 1]), 11);
        else add(first, 6);
    }
    add(0, Math.min(4, dataWords * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    const data = [];
    for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(''), 2));
    for (let pad = 0xEC; data.length < dataWords; pad ^= 0xFD) data.push(pad);
    return [...data, ...check(data)];
}

/** Reed and Solomon's check words over GF(256), x⁸+x⁴+x³+x²+1. */
function check(data) {
    const times = (a, b) => {
        let product = 0;
        for (let at = 7; at >= 0; at--) {
            product = product << 1 ^ (product >> 7) * 0x11D;
            product ^= (b >> at & 1) * a;
        }
        return product;
    };
    let generator = [1], root = 1;
    for (let at = 0; at < checkWords; at++) {
        generator = [...generator, 0].map((value, place) => value ^ times(generator[place - 1] ?? 0, root));
        root = times(root, 2);
    }
    const rest = [...data, ...Array(checkWords).fill(0)];
    for (let at = 0; at < data.length; at++) {
        const factor = rest[at];
        generator.forEach((value, place) => { rest[at + place] ^= times(value, factor); });
    }
    return rest.slice(-checkWords);
}

/** Rows of true for dark. */
export function qr(text) {
    const dark = Array.from({ length: side }, () => Array(side).fill(false)), fixed = Array.from({ length: side }, () => Array(side).fill(false));
    const set = (column, row, value) => {
        if (column < 0 || row < 0 || column >= side || row >= side) return;
        dark[row][column] = value;
        fixed[row][column] = true;
    };
    for (let at = 0; at < side; at++) {
        set(6, at, at % 2 === 0);
        set(at, 6, at % 2 === 0);
    }
    const square = (column, row, reach, isDark) => {
        for (let x = -reach; x <= reach; x++) for (let y = -reach; y <= reach; y++) set(column + x, row + y, isDark(Math.max(Math.abs(x), Math.abs(y))));
    };
    for (const [column, row] of [[3, 3], [side - 4, 3], [3, side - 4]]) square(column, row, 4, ring => ring !== 2 && ring !== 4);
    square(18, 18, 2, ring => ring !== 1);
    // Level M, mask 0, with their own check bits.
    const format = 0b101010000010010;
    for (let at = 0; at < 15; at++) {
        const bit = Boolean(format >> at & 1);
        set(8, at < 6 ? at : at < 8 ? at + 1 : side - 15 + at, bit);
        set(at < 8 ? side - 1 - at : at < 9 ? 7 : 14 - at, 8, bit);
    }
    set(8, side - 8, true);
    const bits = words(text).flatMap(word => [7, 6, 5, 4, 3, 2, 1, 0].map(at => word >> at & 1));
    let next = 0;
    for (let right = side - 1; right > 0; right -= 2) {
        if (right === 6) right = 5;
        for (let step = 0; step < side; step++) {
            const row = (right + 1 & 2) === 0 ? side - 1 - step : step;
            for (const column of [right, right - 1]) {
                if (fixed[row][column]) continue;
                dark[row][column] = Boolean((bits[next] ?? 0) ^ ((row + column) % 2 === 0));
                next += 1;
            }
        }
    }
    return dark;
}
