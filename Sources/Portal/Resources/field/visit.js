// What was found at a door, and the slip for the camp.
import { day, digits, h, isRegistrationNumber, language, t } from './dom.js';
import { nameOf, named } from './list.js';
import { qr } from './qr.js';

const outcomes = ['found', 'away', 'registered', 'untraceable', 'moved', 'deceased', 'refused', 'notMigrant', 'ineligible'];
const forms = [['phone', 'fillNow'], ['filled', 'onPaper'], ['handedOut', 'form.handedOut'], ['slip', 'form.slip'], ['none', 'form.none']];
/** All people asked for at one door belong to one house: while it is the same family, within half an hour. */
let door = { house: '', family: '', at: 0 };

const choice = (name, value, text, checked) =>
    h('label', { class: 'choice' }, h('input', { type: 'radio', name, value, checked }), h('span', {}, text));

export const field = (id, label, control, hint) => {
    control.id = id;
    control.setAttribute('aria-describedby', `${id}-fault`);
    return h('div', { class: 'field', 'data-field': id }, h('label', { for: id }, label), hint ? h('p', { class: 'hint' }, hint) : '',
        h('p', { class: 'message', id: `${id}-fault`, hidden: true }), control);
};

/** Says what is wrong beside each field and on top, and goes there. */
export function faults(form, found) {
    for (const box of form.querySelectorAll('[data-field]')) {
        const text = found[box.dataset.field], message = box.querySelector('.message');
        box.classList.toggle('error', Boolean(text));
        message.hidden = !text;
        message.textContent = text ?? '';
        box.querySelector('input, select, textarea')?.toggleAttribute('aria-invalid', Boolean(text));
    }
    form.querySelector('.summary')?.remove();
    const names = Object.keys(found);
    if (!names.length) return true;
    const summary = h('div', { class: 'summary', role: 'alert', tabindex: -1 }, h('p', {}, t('missing')), h('ul', {}, names.map(name =>
        h('li', {}, h('button', { type: 'button', onclick: () => form.querySelector(`[data-field="${CSS.escape(name)}"] :is(input, select, textarea)`)?.focus() },
            `${form.querySelector(`[data-field="${CSS.escape(name)}"] :is(label, legend)`)?.textContent ?? name}: ${found[name]}`)))));
    form.prepend(summary);
    summary.focus();
    return false;
}

export function visitScreen(app, id) {
    const { work } = app, person = work.people.get(id), isNew = id === 'new';
    const drive = work.drive(person);
    if (!isNew && !person || !drive) return app.go('list');
    const places = work.lists.places.filter(place => isNew && (place.isOwn || work.lists.places.some(own => own.isOwn && own.id === place.parent)));
    const name = h('input', { autocomplete: 'off', maxlength: 100 }), mobile = h('input', { type: 'tel', inputmode: 'tel', maxlength: 14 });
    const place = h('select', {}, places.map(place => h('option', { value: place.id }, place.names[language] ?? place.names.en)));
    const next = h('input', { type: 'date', min: work.today(), value: work.today(1) }), note = h('textarea', { rows: 2, maxlength: 500 });
    const number = h('input', { inputmode: 'text', maxlength: 20, autocomplete: 'off' });
    const parts = {
        forms: h('fieldset', { 'data-field': 'form' }, h('legend', {}, t('formTitle')), h('p', { class: 'message', hidden: true }),
            forms.map(([value, key]) => choice('form', value, t(key)))),
        next: field('next', t('nextOn'), next), number: field('number', t('numberSeen'), number), note: field('note', t('note'), note),
    };
    const form = h('form', { novalidate: true, onsubmit: event => { event.preventDefault(); save(); } },
        isNew ? [field('name', t('newPerson'), name), field('mobile', t('mobile'), mobile), field('place', t('place'), place)]
            : h('fieldset', { 'data-field': 'outcome' }, h('legend', {}, t('what')), h('p', { class: 'message', hidden: true }),
                outcomes.map(outcome => choice('outcome', outcome, t(`outcome.${outcome}`)))),
        parts.forms, parts.number, parts.next, parts.note, h('button', { class: 'primary' }, t('save')));
    const said = field => new FormData(form).get(field);
    const outcome = () => isNew ? 'new' : said('outcome');
    const fit = () => {
        const chosen = outcome();
        parts.forms.hidden = !['found', 'new'].includes(chosen);
        parts.number.hidden = chosen !== 'registered';
        parts.next.hidden = !(chosen === 'away' || ['found', 'new'].includes(chosen) && ['handedOut', 'none', 'slip'].includes(said('form')));
        parts.note.querySelector('label').textContent = chosen === 'ineligible' ? t('why') : t('note');
        parts.note.hidden = !chosen;
    };
    form.addEventListener('change', fit);
    fit();

    async function save() {
        const chosen = outcome(), wanted = said('form'), found = {};
        if (!chosen) found.outcome = t('choose');
        if (isNew && !name.value.trim()) found.name = t('needed');
        if (!parts.forms.hidden && !wanted) found.form = t('choose');
        if (chosen === 'registered' && !isRegistrationNumber(number.value)) found.number = t('numberWrong');
        if (chosen === 'away' && !next.value) found.next = t('needed');
        if (chosen === 'ineligible' && !note.value.trim()) found.note = t('needed');
        if (!faults(form, found)) return;
        const report = await app.guard(async () => {
            const now = work.now(), family = person?.family ?? id;
            if (door.family !== family || now - door.at > 1_800_000 || !person?.family) door = { house: work.newID(), family, at: now };
            const report = {
                id: work.newID(), campaign: drive.id, house: door.house, place: person?.place ?? Number(place.value), visited: now,
                outcome: chosen, form: parts.forms.hidden ? 'none' : wanted === 'phone' ? 'filled' : wanted,
            };
            if (person) report.leftOut = person.id;
            if (person?.visit) report.seen = person.visit;
            if (!parts.next.hidden && next.value) report.nextOn = next.value;
            if (note.value.trim()) report.note = note.value.trim().normalize('NFC');
            if (chosen === 'registered') report.number = digits(number.value).toUpperCase().replace(/[^A-Z0-9]/g, '');
            if (isNew) {
                report.person = { name: name.value.trim().normalize('NFC') };
                if (mobile.value.trim()) report.person.mobile = digits(mobile.value).replace(/\D/g, '').slice(-10);
            }
            const position = await where(work);
            if (position) report.position = position;
            // A form filled on the phone is recorded with its application, in one go.
            if (wanted === 'phone' && !parts.forms.hidden) {
                await work.keepDraft({ id: report.id, report, person: person?.person ?? report.person, label: person ? nameOf(person) : report.person.name });
                return report;
            }
            await work.record([work.item('visit', report, { label: person ? nameOf(person) : report.person.name })]);
            return report;
        });
        if (!report) return;
        if (wanted === 'phone' && !parts.forms.hidden) return app.go(`form/${report.id}`);
        app.say(t('saved'));
        if (report.form === 'slip') return app.go(person ? `slip/L/${person.id}/${encodeURIComponent(nameOf(person))}` : `slip/S/${report.id}/${encodeURIComponent(report.person.name)}`);
        const rest = person ? work.family(person).filter(other => !other.outcome) : [];
        app.go(rest.length ? `person/${rest[0].id}` : person ? `list/${encodeURIComponent(person.village)}` : 'list');
    }
    app.draw(isNew ? t('newPerson') : nameOf(person), form);
}

/** Where the phone is, if the enumerator allowed it and it knows soon. */
function where(work) {
    if (!work.settings?.position || !navigator.geolocation) return undefined;
    return new Promise(resolve => navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }), () => resolve(undefined),
        { maximumAge: 60_000, timeout: 4000 }));
}

/** A code as a picture, with its quiet zone. */
function code(text) {
    const rows = qr(text), space = 'http://www.w3.org/2000/svg', image = document.createElementNS(space, 'svg');
    const path = rows.flatMap((row, y) => row.map((dark, x) => dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')).join('');
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${rows.length + 8} ${rows.length + 8}`, class: 'qr', role: 'img', 'aria-label': t('slipCode') })) image.setAttribute(name, value);
    for (const [d, fill] of [[`M0 0h${rows.length + 8}v${rows.length + 8}H0z`, '#fff'], [path, '#000']]) {
        const part = document.createElementNS(space, 'path');
        part.setAttribute('d', d);
        part.setAttribute('fill', fill);
        image.append(part);
    }
    return image;
}

/** `L` names somebody of the list, whom the counter knows before this phone is on a line again; `S` the visit to somebody on none. */
export function slipScreen(app, sign, id, name = '') {
    const drive = app.work.drive();
    app.draw(t('slip'), h('div', { class: 'card slip' }, h('p', {}, h('b', {}, named(name))), code(`${sign}:${id.replaceAll('-', '').toUpperCase()}`),
        h('p', {}, t('slipNumber')), h('p', { class: 'large' }, id.slice(-12).toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')),
        drive ? h('p', {}, `${drive.name}, ${day(drive.firstDay)} – ${day(drive.lastDay)}`) : '', h('p', {}, t('slipText'))),
        h('button', { onclick: () => print() }, t('print')), h('a', { class: 'button primary', href: '#list' }, t('list')));
}
