/** The world's clock: read it, move it. */
import { html, useState, useTopics } from './view.js';
import { act } from './wire.js';
import { desk, worldNow } from './store.js';
import { clockTime, dayName, fieldValue, fromField, fullDay, nextEight, nextWorkingMorning } from './times.js';
import { Choice, SheetTitle } from './dialog.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

/** The time in the header; opens the panel. */
export function ClockButton({ onClick }) {
  useTopics('clock', 'minute');
  const now = worldNow();
  return html`<button class="header-button clock" data-testid="clock" aria-label=${`${t('clock')} ${fullDay(now)} ${clockTime(now)}`} onClick=${onClick}>
    <${Icon} name="clock" /><time><b>${clockTime(now)}</b> <small>${dayName(now)}</small></time></button>`;
}

const when = (ms) => `${dayName(ms)} ${clockTime(ms)}`;

/** Move the clock. */
export function ClockPanel({ close }) {
  useTopics('clock', 'minute');
  const now = worldNow();
  const [field, setField] = useState(fieldValue(now));
  const [problem, setProblem] = useState('');
  const move = (details) => act('clock', details).then(() => setProblem(''), (refusal) => setProblem(refusal.message));
  const to = (ms) => move({ to: new Date(ms).toISOString() });
  const submit = (event) => {
    event.preventDefault();
    if (field) to(fromField(field));
  };
  return html`<${SheetTitle} text=${t('clock_title')} close=${close} />
    <div class="clock-face" data-testid="clock-now"><b>${clockTime(now)}</b><span>${fullDay(now)}</span>
      ${desk.clock.frozen && html`<small>${t('clock_frozen')}</small>`}</div>
    <div class="choices">
      <${Choice} icon="clock" title=${t('hour_on')} detail=${when(now + 3600000)} testid="clock-hour" onClick=${() => move({ by_s: 3600 })} />
      <${Choice} icon="next" title=${t('next_eight')} detail=${when(nextEight(now))} testid="clock-eight" onClick=${() => to(nextEight(now))} />
      <${Choice} icon="next" title=${t('next_morning')} detail=${when(nextWorkingMorning(now))} testid="clock-workday" onClick=${() => to(nextWorkingMorning(now))} />
    </div>
    <form class="form inline" onSubmit=${submit}>
      <label class="labelled"><span>${t('set_time')}</span><input type="datetime-local" data-testid="clock-field" value=${field} onInput=${(event) => setField(event.target.value)} /></label>
      <button class="soft" data-testid="clock-set">${t('set')}</button></form>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}`;
}
