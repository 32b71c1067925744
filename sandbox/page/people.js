/** Adding phones: people of the directory by role and place, or somebody new. */
import { html, useEffect, useMemo, useState, useTopics } from './view.js';
import { act, get } from './wire.js';
import { addPhone, hidePhone, present } from './deeds.js';
import { desk, readDesk } from './store.js';
import { stopDirecting } from './directing.js';
import { Field } from './dialog.js';
import { Icon } from './icons.js';
import { Avatar } from './names.js';
import { t } from './texts.js';

const LISTED = 60;
const AT_ONCE = 12;
const NOBODY = { first_name: '', phone: '', note: '' };

/** 银滩镇 关井村委会、… are several places, a town and its villages. */
const placesOf = (person) => person.place.split(/[、·\s]+/).filter(Boolean);

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other, 'zh-CN'));
}

function matches(person, { words, role, place }) {
  if ((role && person.role !== role) || (place && !placesOf(person).includes(place))) return false;
  const told = `${person.name} ${person.role} ${person.place} ${person.phone}`.toLowerCase();
  return words.every((word) => told.includes(word));
}

function Select({ label, all, options, value, onChange, testid }) {
  return html`<select aria-label=${label} data-testid=${testid} value=${value} onChange=${(event) => onChange(event.target.value)}>
    <option value="">${all}</option>${options.map(([name, count]) => html`<option value=${name}>${name} (${count})</option>`)}</select>`;
}

function Row({ person, onToggle }) {
  const label = t(person.shown ? 'take_off' : 'put_on', { name: person.name });
  return html`<button class="person-row" aria-pressed=${person.shown} aria-label=${`${label} ${person.role} ${person.place}`} data-testid="person-${person.id}" onClick=${onToggle}>
    <${Avatar} someone=${{ id: Number(person.id) || person.name.length, first_name: person.name }} small />
    <span class="choice-text"><b>${person.name}</b><small>${[person.role, person.place, person.phone].filter(Boolean).join(' · ')}</small></span>
    <span class="row-mark"><${Icon} name=${person.shown ? 'tick' : 'plus'} /></span></button>`;
}

function useDirectory() {
  useTopics('desk');
  const [people, setPeople] = useState(null);
  const drawn = desk.phones.map((phone) => `${phone.user.id}${phone.shown}`).join();
  useEffect(() => { get('/desk/directory').then((answer) => setPeople(answer.people), () => setPeople([])); }, [drawn]);
  return people;
}

/** Put people on the desk or take one off; the last one put there is brought into sight. */
async function toggle(people) {
  if (people.length === 1 && people[0].shown) return hidePhone(people[0].user_id ?? people[0].id);
  let user;
  for (const { id } of people.filter((person) => !person.shown)) ({ user } = await act('show_person', { id }));
  await readDesk();
  if (user) present(user.id);
  if (desk.narrow) stopDirecting();
  return undefined;
}

function Known({ say }) {
  const people = useDirectory();
  const [filter, setFilter] = useState({ query: '', role: '', place: '' });
  const set = (key) => (value) => setFilter({ ...filter, [key]: value });
  const roles = useMemo(() => counted((people ?? []).map((person) => person.role).filter(Boolean)), [people]);
  const places = useMemo(() => counted((people ?? []).flatMap(placesOf)), [people]);
  if (!people) return html`<p class="muted">${t('connecting')}</p>`;
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = people.filter((person) => matches(person, { ...filter, words }));
  const off = found.filter((person) => !person.shown);
  const change = (who) => () => toggle(who).then(() => say(''), (refusal) => say(refusal.message));
  return html`<div class="filters"><input class="wide" type="search" placeholder=${t('find_person')} aria-label=${t('find_person')} data-testid="find-person"
      value=${filter.query} onInput=${(event) => set('query')(event.target.value)} />
      <${Select} label=${t('role')} all=${t('every_role')} options=${roles} value=${filter.role} onChange=${set('role')} testid="find-role" />
      <${Select} label=${t('place')} all=${t('every_place')} options=${places} value=${filter.place} onChange=${set('place')} testid="find-place" /></div>
    <div class="found" role="status"><span>${t('people_found', { count: found.length })}</span>
      ${off.length > 1 && off.length <= AT_ONCE && html`<button class="soft" data-testid="show-all" onClick=${change(off)}>${t('show_all', { count: off.length })}</button>`}</div>
    <div class="person-list">${found.slice(0, LISTED).map((person) => html`<${Row} key=${person.id} person=${person} onToggle=${change([person])} />`)}
      ${found.length > LISTED && html`<p class="muted">${t('more_people', { count: found.length - LISTED })}</p>`}</div>`;
}

function Newcomer({ say }) {
  const [person, setPerson] = useState(NOBODY);
  const field = (key) => ({ value: person[key], onInput: (event) => setPerson({ ...person, [key]: event.target.value }) });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await addPhone(person);
      setPerson(NOBODY);
      say(t('on_desk', { name: person.first_name }));
      if (desk.narrow) stopDirecting();
    } catch (refusal) {
      say(refusal.message);
    }
  };
  return html`<details class="newcomer" open><summary>${t('new_person')}</summary><form class="form" onSubmit=${submit}>
    <div class="pair"><${Field} label=${t('name')} required maxlength="64" data-testid="new-name" ...${field('first_name')} />
      <${Field} label=${t('phone_number')} type="tel" required pattern="[+0-9 \\-]{5,20}" data-testid="new-phone" ...${field('phone')} /></div>
    <${Field} label=${t('note')} data-testid="new-note" ...${field('note')} />
    <button class="big" data-testid="new-add">${t('put_on_desk')}</button></form></details>`;
}

/** Choose or make people. */
export function PeoplePanel() {
  const [said, say] = useState('');
  return html`<${Known} say=${say} /><p class="said" role="status">${said}</p><${Newcomer} say=${say} />`;
}
