// People of the area: by village, to go to again, by name, one of them, and a family side by side.
import { ago, count, day, h, language, say, size, t } from './dom.js';
import { isDone } from './work.js';

const script = text => /[\u0980-\u09FF]/.test(text) ? 'bn' : /[\u0900-\u097F]/.test(text) ? 'hi' : 'en';
/** A name in its own script, so that it is read aloud right. */
export const named = text => h('span', { lang: script(text) }, text);
export const nameOf = person => person.person.name ?? person.person.localName ?? '–';

export function ageOf(person, today) {
    const born = person.dateOfBirth ?? (person.age && person.ageAsOn && `${person.ageAsOn.slice(0, 4) - person.age}${person.ageAsOn.slice(4)}`);
    if (!born) return person.age;
    return today.slice(0, 4) - born.slice(0, 4) - (today.slice(5) < born.slice(5) ? 1 : 0);
}

export function badge(person) {
    const kind = person.conflict ? 'bad' : isDone(person) ? 'good' : person.outcome ? 'warn' : '';
    const text = person.worker ? t('isWorker') : t(`outcome.${person.outcome ?? 'none'}`);
    return h('span', { class: `badge ${kind}` }, person.nextOn && !isDone(person) ? `${text}, ${day(person.nextOn)}` : text);
}

const line = (app, person) => {
    const about = [say(`person.sex.${person.person.sex}`), t('years', ageOf(person.person, app.work.today()) ?? '?'),
        person.person.father ?? person.person.husband].filter((text, place) => text && (place || person.person.sex));
    return h('li', {}, h('a', { class: 'row', href: `#person/${person.id}` },
        h('b', {}, named(nameOf(person)), person.person.localName && person.person.name ? [' ', named(person.person.localName)] : ''),
        h('span', { class: 'hint' }, about.join(', ')), badge(person)));
};

/** How many lines are drawn at once: a long list is slow on a small phone. */
const shown = 100;
function rows(app, people) {
    const list = h('ul', { class: 'rows' }, people.slice(0, shown).map(person => line(app, person)));
    if (people.length <= shown) return list;
    let next = shown;
    const more = h('button', { onclick: () => {
        list.append(...people.slice(next, next += shown).map(person => line(app, person)));
        more.hidden = next >= people.length;
    } }, t('more'));
    return [list, more];
}

export function listScreen(app, village) {
    const { work } = app;
    if (village !== undefined) {
        const people = [...work.people.values()].filter(person => person.village === village)
            .sort((a, b) => isDone(a) - isDone(b) || (a.family ?? '').localeCompare(b.family ?? '') || nameOf(a).localeCompare(nameOf(b)));
        app.screen = 'village';
        return app.draw(village || t('village'), h('p', {}, done(people)), rows(app, people));
    }
    const drawn = () => {
        const villages = new Map();
        for (const person of work.people.values()) {
            if (!villages.has(person.village)) villages.set(person.village, []);
            villages.get(person.village).push(person);
        }
        const age = work.area.at ? Math.floor((work.now() - work.area.at) / 86_400_000) : 0;
        const due = work.due(), drive = work.drive();
        app.draw(drive?.name ?? t('title'),
            work.area.at && !work.area.drives.length ? h('p', { class: 'notice warn' }, t('noDrive')) : '',
            age >= 2 ? h('p', { class: 'notice warn' }, t('old', count(age))) : '',
            work.people.size ? '' : h('p', { class: 'notice' }, work.line === 'sending' ? t('wait') : t('noArea')),
            work.drafts.size ? [h('h2', {}, t('drafts')), h('ul', { class: 'rows' }, [...work.drafts.values()].map(draft =>
                h('li', {}, h('a', { class: 'row', href: `#form/${draft.id}` }, h('b', {}, named(draft.label ?? '–')), h('span', { class: 'badge warn' }, t('application'))))))] : '',
            due.length ? [h('h2', {}, t('today')), rows(app, due)] : '',
            villages.size ? [h('h2', {}, t('village')), h('ul', { class: 'rows' }, [...villages].sort(([a], [b]) => a.localeCompare(b))
                .map(([village, people]) => h('li', {}, h('a', { class: 'row', href: `#list/${encodeURIComponent(village)}` },
                    h('b', {}, named(village || '–')), h('span', { class: 'hint' }, done(people))))))] : '',
            work.area.drives.length ? h('a', { class: 'button', href: '#visit/new' }, t('newPerson')) : '',
            state(app));
    };
    app.live = drawn;
    drawn();
}

const done = people => t('done', count(people.filter(person => person.outcome).length), count(people.length));

function state(app) {
    const { work } = app;
    if (!work.area.at) {
        const part = work.people.size;
        return work.area.count && part < work.area.count ? [h('p', {}, t('downloading', count(part), count(work.area.count))),
            h('progress', { max: work.area.count, value: part, 'aria-label': t('download') })] : '';
    }
    const note = h('p', { class: 'hint' });
    navigator.storage?.estimate?.().then(({ usage = 0 }) => {
        note.textContent = t('downloaded', count(work.people.size), ago(work.now() - work.area.at), size(usage));
    });
    return note;
}

export function searchScreen(app, text = '') {
    const results = h('div'), told = h('p', { role: 'status', class: 'hint' });
    const field = h('input', { id: 'search', type: 'search', value: text, autocomplete: 'off', 'aria-describedby': 'search-hint', oninput: () => {
        clearTimeout(field.typing);
        field.typing = setTimeout(find, 250);
    } });
    const find = () => {
        const wanted = field.value.trim();
        history.replaceState(null, '', wanted ? `#search/${encodeURIComponent(wanted)}` : '#search');
        const found = wanted ? app.work.search(wanted) : [];
        told.textContent = !wanted ? '' : found.length ? t('found', count(found.length)) : t('nobody');
        results.replaceChildren(...[rows(app, found)].flat());
    };
    app.draw(t('search'), h('form', { role: 'search', onsubmit: event => { event.preventDefault(); find(); } },
        h('div', { class: 'field' }, h('label', { for: 'search' }, t('search')), h('p', { id: 'search-hint', class: 'hint' }, t('searchHint')), field)),
        told, results);
    find();
    field.focus();
}

const facts = (app, { person, village, place }) => [
    [t('age'), ageOf(person, app.work.today())], [t('sex'), person.sex && say(`person.sex.${person.sex}`)],
    [t('guardian'), [person.father, person.husband].filter(Boolean).join(', ')], [t('village'), village],
    [t('place'), app.work.placeName(place, language)], [t('mobile'), person.mobile], [t('familyNumber'), person.familyNumber],
].filter(([, value]) => value);

export function personScreen(app, id) {
    const person = app.work.people.get(id);
    if (!person) return app.go('list');
    const family = app.work.family(person), household = app.work.household(person);
    app.draw(nameOf(person),
        person.person.localName ? h('p', {}, named(person.person.localName)) : '', h('p', {}, badge(person)),
        person.conflict ? h('p', { class: 'notice warn' }, t('conflictHere')) : '',
        person.application ? h('p', { class: 'notice good' }, t('hasApplication')) : '',
        h('dl', {}, facts(app, person).map(([name, value]) => [h('dt', {}, name), h('dd', {}, String(value))])),
        h('a', { class: 'button primary', href: `#visit/${id}` }, t('visit')),
        family.length ? [h('h2', {}, t('family')), h('p', { class: 'hint' }, t('familyText')), h('ul', { class: 'rows' }, family.map(other => line(app, other)))] : '',
        family.length + household.length ? h('a', { class: 'button', href: `#family/${id}` }, t('compare')) : '');
}

/** The whole family in one table, who is on the list and who is registered, to be held beside the paper. */
export function familyScreen(app, id) {
    const person = app.work.people.get(id);
    if (!person) return app.go('list');
    const registered = app.work.household(person), members = [person, ...app.work.family(person), ...registered], today = app.work.today();
    const columns = [
        [t('age'), other => ageOf(other.person, today)], [t('sex'), other => other.person.sex && say(`person.sex.${other.person.sex}`)],
        [t('guardian'), other => other.person.father ?? other.person.husband], [t('mobile'), other => other.person.mobile],
        [say('person.memberNumber'), other => other.person.memberNumber],
    ].filter(([, value]) => members.some(value));
    app.draw(t('family'), person.person.familyNumber ? h('p', {}, `${t('familyNumber')}: ${person.person.familyNumber}`) : '',
        h('div', { class: 'members', tabindex: 0, role: 'region', 'aria-label': t('family') }, h('table', {},
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('person.name')), columns.map(([name]) => h('th', { scope: 'col' }, name)))),
            h('tbody', {}, members.map(other => h('tr', {},
                h('th', { scope: 'row' }, registered.includes(other) ? [named(nameOf(other)), h('br'), h('span', { class: 'badge good' }, t('isWorker'))]
                    : [h('a', { href: `#person/${other.id}` }, named(nameOf(other))), h('br'), badge(other)]),
                columns.map(([, value]) => h('td', {}, String(value(other) ?? '–')))))))));
}
