/** The world's clock: read it, move it, see what the bot says when its time has come. */
import { html, useEffect, useState, useTopics } from './view.js';
import { act, get } from './wire.js';
import { desk, phoneOf, worldNow } from './store.js';
import { lookAt } from './directing.js';
import { showPhone } from './deeds.js';
import { arrivals } from './overheard.js';
import { clockTime, dayName, fieldValue, fromField, fullDay, nextEight, nextWorkingMorning } from './times.js';
import { Choice } from './dialog.js';
import { Avatar, nameOf, summary } from './names.js';
import { Icon } from './icons.js';
import { language, t } from './texts.js';

/** The time alone, for who may not move it. */
export function ClockFace() {
  useTopics('clock', 'minute');
  const now = worldNow();
  return html`<span class="header-button clock" data-testid="clock"><${Icon} name="clock" /><time><b>${clockTime(now)}</b> <small>${dayName(now)}</small></time></span>`;
}

/** The time in the header; opens the panel. */
export function ClockButton({ onClick, pressed }) {
  useTopics('clock', 'minute');
  const now = worldNow();
  return html`<button class="header-button clock" data-testid="clock" aria-pressed=${pressed} aria-label=${`${t('clock')} ${fullDay(now)} ${clockTime(now)}`} onClick=${onClick}>
    <${Icon} name="clock" /><time><b>${clockTime(now)}</b> <small>${dayName(now)}</small></time></button>`;
}

const when = (ms) => `${dayName(ms)} ${clockTime(ms)}`;

/** What the calendar and the bot's duties say; read again whenever the clock moved or the bot spoke. */
function useAlmanac() {
  useTopics('arrivals');
  const [almanac, setAlmanac] = useState({});
  useEffect(() => { get('/desk/almanac').then(setAlmanac, () => {}); }, [arrivals.movedAt, arrivals.list.length]);
  return almanac;
}

function Arrival({ chatId, message }) {
  const phone = phoneOf(chatId);
  const look = () => (phone && !phone.shown ? showPhone(chatId).then(() => lookAt(chatId)) : lookAt(chatId));
  const whose = nameOf(phone?.user ?? desk.chats[chatId]);
  return html`<button class="person-row" onClick=${look}><${Avatar} someone=${phone?.user ?? desk.chats[chatId]} small />
    <span class="choice-text"><b>${whose}</b><small>${summary(message)}</small></span><time>${clockTime(message.date * 1000)}</time></button>`;
}

function Arrivals() {
  useTopics('arrivals');
  if (arrivals.movedAt === null) return null;
  const { list } = arrivals;
  return html`<section class="arrivals" aria-label=${t('arrived')} data-testid="arrivals"><b role="status">${list.length ? t('arrived_n', { count: list.length }) : t('arrived_none')}</b>
    ${list.map(({ chatId, message }) => html`<${Arrival} key=${`${chatId}/${message.message_id}`} chatId=${chatId} message=${message} />`)}</section>`;
}

function Moves({ now, move }) {
  const { next_working_day: morning, next_due: due } = useAlmanac();
  const to = (ms) => move({ to: new Date(ms).toISOString() });
  const working = morning ? Date.parse(morning) : nextWorkingMorning(now);
  return html`<div class="choices">
    <${Choice} icon="clock" title=${t('hour_on')} detail=${when(now + 3600000)} testid="clock-hour" onClick=${() => move({ by_s: 3600 })} />
    <${Choice} icon="next" title=${t('next_eight')} detail=${when(nextEight(now))} testid="clock-eight" onClick=${() => to(nextEight(now))} />
    <${Choice} icon="next" title=${t('next_morning')} detail=${when(working)} testid="clock-workday" onClick=${() => (morning ? move({ until: 'working_day' }) : to(working))} />
    ${due && html`<${Choice} icon="flag" title=${t('next_due')} detail=${`${when(Date.parse(due.at))} · ${due.what[language()]}`} testid="clock-due" onClick=${() => move({ until: 'due' })} />`}
  </div>`;
}

function ByHand({ now, move }) {
  const [field, setField] = useState(fieldValue(now));
  const submit = (event) => {
    event.preventDefault();
    if (field) move({ to: new Date(fromField(field)).toISOString() });
  };
  return html`<form class="form inline" onSubmit=${submit}>
    <label class="labelled"><span>${t('set_time')}</span><input type="datetime-local" data-testid="clock-field" value=${field} onInput=${(event) => setField(event.target.value)} /></label>
    <button class="soft" data-testid="clock-set">${t('set')}</button></form>`;
}

/** Move the clock. */
export function ClockPanel() {
  useTopics('clock', 'minute');
  const now = worldNow();
  const [problem, setProblem] = useState('');
  const move = (details) => act('clock', details).then(() => setProblem(''), (refusal) => setProblem(refusal.message));
  return html`<div class="clock-face" data-testid="clock-now"><b>${clockTime(now)}</b><span>${fullDay(now)}</span>
      <small>${t(desk.clock.frozen ? 'clock_frozen' : 'clock_title')}</small></div>
    <${Moves} now=${now} move=${move} /><${ByHand} now=${now} move=${move} />
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}<${Arrivals} />`;
}
