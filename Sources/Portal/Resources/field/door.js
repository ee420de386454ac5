// Who is here: enrolling the phone, choosing a PIN, opening with it.
import { count, digits, h, language, languages, speak, t } from './dom.js';
import { enrol } from './sync.js';
import { Vault, backup, isPIN, list, queued, remove } from './vault.js';

/** Shows the first of: the code of the address, who is known on this phone, the enrolment. */
export async function door(app, message) {
    const code = /^#([A-Z2-7]{10})$/.exec(location.hash)?.[1];
    const known = await list();
    if (code) {
        // The code is used up at once, and doesn't stay in the history.
        history.replaceState(null, '', '/field');
        return enrolment(app, code);
    }
    if (!known.length) return enrolment(app, '', message);
    return who(app, known, message);
}

const choices = app => h('div', { class: 'field' }, h('label', { for: 'language' }, t('language')),
    h('select', { id: 'language', onchange: async event => { await speak(event.target.value); door(app); } },
        Object.entries(languages).map(([code, name]) => h('option', { value: code, lang: code, selected: code === language }, name))));

function who(app, known, message) {
    if (known.length === 1) return opening(app, known[0], known, message);
    app.draw(t('who'), message && h('p', { class: 'notice warn', role: 'status' }, message),
        h('ul', { class: 'rows' }, known.map(record =>
            h('li', {}, h('button', { class: 'row', onclick: () => opening(app, record, known) }, h('b', {}, record.name))))),
        h('button', { onclick: () => enrolment(app) }, t('addUser')), choices(app));
}

async function opening(app, record, known, message) {
    const waiting = await queued(record.device);
    const pin = h('input', { id: 'pin', class: 'pin', type: 'password', inputmode: 'numeric', autocomplete: 'off', maxlength: 12, required: true, 'aria-describedby': 'fault' });
    const fault = h('p', { id: 'fault', class: 'summary', role: 'alert', hidden: true });
    const tell = text => { fault.hidden = false; fault.textContent = text; };
    const submit = h('button', { class: 'primary' }, t('unlock'));
    const form = h('form', { onsubmit: async event => {
        event.preventDefault();
        submit.disabled = true;
        const result = await Vault.unlock(record.device, digits(pin.value));
        submit.disabled = false;
        pin.value = '';
        if (result.vault) return app.open(result.vault);
        if (result.gone) return opening(app, { ...record, byPIN: null }, known);
        tell(result.wait ? t('pinWait', result.wait) : t('pinWrong', result.left));
        pin.focus();
    } }, h('div', { class: 'field' }, h('label', { for: 'pin' }, t('pin')), pin), fault, submit);
    app.draw(record.name, message && h('p', { class: 'notice warn', role: 'status' }, message),
        record.byPIN ? form : h('p', { class: 'summary', role: 'alert' }, t('pinGone')),
        waiting ? sealed(record.device, app) : '',
        record.byPIN ? '' : removal(app, record, waiting),
        known.length > 1 ? h('button', { onclick: () => who(app, known) }, t('who')) : '',
        h('button', { onclick: () => enrolment(app) }, t('addUser')), choices(app));
    if (record.byPIN) pin.focus();
}

/** The file of what waits, which the register alone can open. */
export function sealed(device, app) {
    return h('div', { class: 'card' }, h('p', {}, t('backupText')), h('button', { onclick: () => app.guard(async () => {
        const link = h('a', { href: URL.createObjectURL(await backup(device)), download: `${new Date().toISOString().slice(0, 10)}-${device.slice(-6)}.shramik` });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }) }, t('backup')));
}

export function removal(app, record, waiting) {
    const sure = h('div', { class: 'card', hidden: true }, h('p', {}, t('removeSure', count(waiting))),
        h('button', { class: 'danger', onclick: async () => { app.lock(); await remove(record.device); door(app); } }, t('remove')),
        h('button', { onclick: () => { sure.hidden = true; } }, t('cancel')));
    return [h('button', { class: 'danger', onclick: () => { sure.hidden = false; } }, t('removeUser')), sure];
}

async function enrolment(app, code = '', message) {
    const known = await list();
    const field = h('input', { id: 'code', value: code, autocapitalize: 'characters', autocomplete: 'off', maxlength: 14, required: true, 'aria-describedby': 'fault' });
    const fault = h('p', { id: 'fault', class: 'summary', role: 'alert', hidden: true });
    const submit = h('button', { class: 'primary' }, t('enrol'));
    const form = h('form', { onsubmit: async event => {
        event.preventDefault();
        submit.disabled = true;
        try {
            return choosing(app, await enrol(field.value));
        } catch (error) {
            fault.hidden = false;
            fault.textContent = error.status ? t('codeWrong') : t('offline');
        }
        submit.disabled = false;
    } }, h('div', { class: 'field' }, h('label', { for: 'code' }, t('code')), field), fault, submit);
    app.draw(t('enrolTitle'), message && h('p', { class: 'notice warn', role: 'status' }, message), h('p', {}, t('enrolText')), form,
        known.length ? h('button', { onclick: () => who(app, known) }, t('back')) : '', choices(app));
}

async function choosing(app, enrolment) {
    if (languages[enrolment.language] && !localStorage.getItem('chosen')) await speak(enrolment.language);
    const field = (id, label) => h('div', { class: 'field' }, h('label', { for: id }, label),
        h('input', { id, class: 'pin', type: 'password', inputmode: 'numeric', autocomplete: 'new-password', maxlength: 12, required: true, 'aria-describedby': 'fault' }));
    const fault = h('p', { id: 'fault', class: 'summary', role: 'alert', hidden: true });
    const submit = h('button', { class: 'primary' }, t('save'));
    const tell = text => { fault.hidden = false; fault.textContent = text; submit.disabled = false; };
    const form = h('form', { onsubmit: async event => {
        event.preventDefault();
        const [first, second] = ['first', 'second'].map(id => digits(form.querySelector(`#${id}`).value));
        if (!isPIN(first)) return tell(t('pinShort'));
        if (first !== second) return tell(t('pinDiffers'));
        submit.disabled = true;
        const vault = await app.guard(() => Vault.make(enrolment, first));
        if (vault) return app.open(vault);
        submit.disabled = false;
    } }, h('p', {}, t('pinText')), field('first', t('pin')), field('second', t('pinAgain')), fault, submit);
    app.draw(t('pinTitle'), form);
    form.querySelector('#first').focus();
}
