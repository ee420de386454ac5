// The application: filled at the door, kept as it grows, with a photo that the phone makes small.
import { count, digits, h, isSaid, language, say, size, t } from './dom.js';
import { faults, field } from './visit.js';

const sexes = ['female', 'male', 'transgender'], states = ['unmarried', 'married', 'widowed', 'divorced'];
const types = ['A', 'B', 'C', 'D'], work = ['construction', 'transport', 'other'];
/** The register takes photos to 50 KB and 600 pixels; a little less leaves it nothing to do. */
const photo = { pixels: 600, bytes: 45_000 };

/** A picture of the camera as a small JPEG: smaller first, then coarser. Throws for what is no picture. */
export async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const canvas = document.createElement('canvas');
    for (const longest of [photo.pixels, 480, 360, 240]) {
        const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
        canvas.width = Math.max(1, Math.round(picture.width * scale));
        canvas.height = Math.max(1, Math.round(picture.height * scale));
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        for (const quality of [0.85, 0.7, 0.55, 0.4]) {
            const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', quality));
            if (blob && blob.size <= photo.bytes) return new Uint8Array(await blob.arrayBuffer());
        }
    }
    throw new Error('photo');
}

export async function formScreen(app, id) {
    const { work: desk, shown } = app, known = desk.queue.get(id);
    let draft = desk.drafts.get(id);
    // Either a visit leads here, or an application that was refused and is mended.
    const mended = known?.kind === 'application' ? known : undefined;
    if (!draft && !mended) return app.go('list');
    let picture = (draft?.photo && await desk.vault.bytes('photos', draft.photo)) || (mended?.photo && await desk.vault.bytes('photos', mended.photo));
    if (app.shown !== shown) return;
    let keptPicture = picture;
    const person = { ...(mended?.body.person ?? draft.person) };
    const controls = {}, boxes = {};
    const add = (name, control, hint) => {
        if (person[name] !== undefined) control.value = person[name];
        controls[name] = control;
        return boxes[name] = field(name, say(`person.${name}`), control, hint);
    };
    const text = (name, more) => add(name, h('input', { autocomplete: 'off', maxlength: 120, ...more }));
    const select = (name, codes, names = code => say(`person.${name}.${code}`)) =>
        add(name, h('select', {}, h('option', { value: '' }, '–'), codes.map(code => h('option', { value: code }, names(code)))));
    const scheme = h('select', {}, desk.lists.schemes.map(({ code, names }) => h('option', { value: code }, names[language])));
    scheme.value = mended?.body.scheme ?? desk.lists.schemes[0]?.code ?? '';
    const image = h('img', { class: 'photo', alt: t('photo'), hidden: true }), told = h('p', { class: 'hint', role: 'status' });
    const show = () => {
        image.hidden = !picture;
        if (!picture) return;
        URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(new Blob([picture], { type: 'image/jpeg' }));
        told.textContent = t('photoThere', size(picture.length));
    };
    const camera = h('input', { type: 'file', accept: 'image/*', capture: 'environment', onchange: async () => {
        try {
            picture = await shrink(camera.files[0]);
            faults(form, {});
            show();
            save();
        } catch { faults(form, { photo: t('photoBad') }); }
    } });
    const category = desk.lists.categories;
    const form = h('form', { novalidate: true, oninput: () => { clearTimeout(form.typing); form.typing = setTimeout(save, 600); }, onsubmit: event => { event.preventDefault(); send(); } },
        field('photo', t('takePhoto'), camera, t('photoHint')), image, told,
        text('name'), text('localName'), select('sex', sexes), text('dateOfBirth', { type: 'date', max: desk.today() }),
        text('age', { inputmode: 'numeric', maxlength: 3 }), select('maritalStatus', states), text('father'), text('husband'),
        text('mobile', { type: 'tel', inputmode: 'tel', maxlength: 14 }), text('familyNumber', { maxlength: 30 }), field('scheme', t('scheme'), scheme),
        select('workerType', work), select('category', category.map(({ code }) => code), code => category.find(known => known.code === code).names[language]),
        select('migrantType', types), text('destination'), text('migratedOn', { type: 'date', max: desk.today() }),
        text('likelyToMigrateOn', { type: 'date', min: desk.today() }), h('button', { class: 'primary' }, t('send')));

    const fit = () => {
        const sex = controls.sex.value, state = controls.maritalStatus.value, type = controls.migrantType.value;
        boxes.husband.hidden = !(sex === 'female' && state && state !== 'unmarried');
        boxes.age.hidden = Boolean(controls.dateOfBirth.value);
        boxes.destination.hidden = !type;
        boxes.migratedOn.hidden = !['A', 'B'].includes(type);
        boxes.likelyToMigrateOn.hidden = !['C', 'D'].includes(type);
    };
    form.addEventListener('change', fit);
    fit();
    show();

    function filled() {
        const result = { ...person };
        for (const [name, control] of Object.entries(controls)) {
            let value = control.value.trim().normalize('NFC');
            if (['mobile'].includes(name)) value = digits(value).replace(/\D/g, '').slice(-10);
            if (boxes[name].hidden || !value) delete result[name];
            else result[name] = name === 'age' ? Number(digits(value)) : value;
        }
        if (result.age === undefined || Number.isNaN(result.age)) { delete result.age; delete result.ageAsOn; }
        else if (result.age !== person.age || !result.ageAsOn) result.ageAsOn = desk.today();
        return result;
    }

    /** Keeps what is there so far: a call, a dead battery or a new version of the app takes nothing away. */
    async function save() {
        if (!draft || form.sent) return;
        await app.guard(async () => {
            draft = await desk.keepDraft({ ...draft, person: filled() }, picture !== keptPicture ? picture : undefined);
            keptPicture = picture;
        });
    }

    async function send() {
        const result = filled(), found = {};
        const need = (name, isThere) => { if (!isThere) found[name] = t('needed'); };
        need('photo', picture);
        need('name', result.name);
        need('sex', result.sex);
        if (!result.dateOfBirth) need('age', result.age > 0 && result.age < 121);
        if (result.sex === 'female') need('maritalStatus', result.maritalStatus);
        if (boxes.husband.hidden) need('father', result.father || result.husband);
        else need('husband', result.husband);
        if (result.mobile && !/^[6-9]\d{9}$/.test(result.mobile)) found.mobile = say('field.mobile');
        need('migrantType', result.migrantType || scheme.value !== 'wb_migrant');
        if (!boxes.migratedOn.hidden) need('migratedOn', result.migratedOn);
        if (!boxes.likelyToMigrateOn.hidden) need('likelyToMigrateOn', result.likelyToMigrateOn);
        if (!faults(form, found)) return;
        clearTimeout(form.typing);
        form.sent = true;
        const done = await app.guard(async () => {
            const { report } = draft ?? {}, photoID = desk.newID();
            const body = mended ? { ...mended.body } : {
                id: desk.newID(), place: report.place, campaign: report.campaign, ...(report.leftOut && { leftOut: report.leftOut }),
            };
            Object.assign(body, { scheme: scheme.value, language, person: result, photo: photoID });
            const items = [desk.item('application', body, { label: result.name, photo: photoID })];
            if (report) items.push(desk.item('visit', { ...report, application: body.id, visited: report.visited }, { label: draft.label }));
            await desk.record(items, [{ id: photoID, bytes: picture }], draft);
            if (mended?.photo) await desk.vault.write([{ store: 'photos', id: mended.photo, remove: true }]);
            return report ?? body;
        });
        form.sent = Boolean(done);
        if (!done) return;
        app.say(t('saved'));
        const village = desk.people.get(done.leftOut)?.village;
        app.go(village === undefined ? 'list' : `list/${encodeURIComponent(village)}`);
    }

    app.draw(t('application'), form);
    // Why it was refused stands beside the field.
    if (mended?.fields?.length) {
        faults(form, Object.fromEntries(mended.fields.map(({ name, reason }) => [name, isSaid(`field.${reason}`) ? say(`field.${reason}`) : reason])));
    }
}
