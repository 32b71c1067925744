/** Adding phones: somebody who is already in the world, or a new person. */
import { html, useState } from './view.js';
import { addPhone, showPhone } from './deeds.js';
import { desk } from './store.js';
import { Choice, Field, SheetTitle } from './dialog.js';
import { Avatar, nameOf } from './names.js';
import { t } from './texts.js';

const LISTED = 60;

function matches(phone, words) {
  const told = `${nameOf(phone.user)} ${phone.note} ${phone.phone}`.toLowerCase();
  return words.every((word) => told.includes(word));
}

function Known({ close, onProblem }) {
  const [query, setQuery] = useState('');
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = desk.phones.filter((phone) => !phone.shown && matches(phone, words));
  const pick = (userId) => () => showPhone(userId).then(close, onProblem);
  return html`<input class="wide" type="search" data-autofocus placeholder=${t('find_person')} aria-label=${t('find_person')} data-testid="find-person"
      value=${query} onInput=${(event) => setQuery(event.target.value)} />
    <div class="choices scrolled">
      ${found.slice(0, LISTED).map((phone) => html`<${Choice} key=${phone.user.id} picture=${html`<${Avatar} someone=${phone.user} />`} title=${nameOf(phone.user)}
        detail=${[phone.note, phone.phone].filter(Boolean).join(' · ')} testid="person-${phone.user.id}" onClick=${pick(phone.user.id)} />`)}
      ${!found.length && html`<p class="muted">${t('nobody_found')}</p>`}
      ${found.length > LISTED && html`<p class="muted">${t('more_people', { count: found.length - LISTED })}</p>`}
    </div>`;
}

function Newcomer({ close, onProblem }) {
  const [person, setPerson] = useState({ first_name: '', phone: '', note: '' });
  const field = (key) => ({ value: person[key], onInput: (event) => setPerson({ ...person, [key]: event.target.value }) });
  const submit = (event) => {
    event.preventDefault();
    addPhone(person).then(close, onProblem);
  };
  return html`<form class="form" onSubmit=${submit}><b>${t('new_person')}</b>
    <div class="pair"><${Field} label=${t('name')} required maxlength="64" data-testid="new-name" ...${field('first_name')} />
      <${Field} label=${t('phone_number')} type="tel" required pattern="[+0-9 \\-]{5,20}" data-testid="new-phone" ...${field('phone')} /></div>
    <${Field} label=${t('note')} data-testid="new-note" ...${field('note')} />
    <button class="big" data-testid="new-add">${t('put_on_desk')}</button></form>`;
}

/** Choose or make a person. */
export function PeoplePanel({ close }) {
  const [problem, setProblem] = useState('');
  const shared = { close, onProblem: (refusal) => setProblem(refusal.message) };
  return html`<${SheetTitle} text=${t('add_phone')} close=${close} />
    <${Known} ...${shared} /><${Newcomer} ...${shared} />
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}`;
}
