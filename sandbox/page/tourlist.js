/** The tours to choose from, the question before one begins anew, and the invitation on the first opening. */
import { html, useState, useTopics } from './view.js';
import { act, get, readHistory } from './wire.js';
import { desk } from './store.js';
import { direct, stopDirecting } from './directing.js';
import { startTour, tours } from './tours.js';
import { Ask } from './ask.js';
import { Choice } from './dialog.js';
import { Icon } from './icons.js';
import { language, t } from './texts.js';

const INVITED = 'invited';

/** Whether nobody has said anything yet, so that nothing can be lost. */
async function isFresh() {
  for (const { user } of desk.phones) {
    if ((await readHistory(user.id, { limit: 1 })).messages.length) return false;
  }
  return true;
}

/** Start a tour at once when nothing is lost by it; otherwise give what has to be asked. */
async function begin(tour, ask) {
  if (!tour.needs_reset || await isFresh()) {
    stopDirecting();
    return startTour(tour, { reset: false });
  }
  return ask(tour);
}

/** Keep the desk under a name that is free. */
async function keepScene() {
  const taken = new Set((await get('/desk/scenes')).scenes.map((scene) => scene.name));
  let name = t('before_tour');
  for (let n = 2; taken.has(name); n++) name = `${t('before_tour')} ${n}`;
  await act('save_scene', { name });
}

/** The list of tours. */
export function ToursPanel() {
  useTopics('tours');
  const [asked, ask] = useState(null);
  const [problem, setProblem] = useState('');
  const go = (tour) => { stopDirecting(); startTour(tour, { reset: true }); };
  const answers = asked && [
    [t('tour_reset'), () => go(asked)],
    [t('tour_keep_first'), () => keepScene().then(() => go(asked), (refusal) => setProblem(refusal.message))],
  ];
  return html`<p class="muted hint">${t(tours.list.length ? 'tours_hint' : 'no_tours')}</p>
    ${asked && html`<${Ask} question=${t('tour_reset_question')} answers=${answers} cancel=${() => ask(null)} />`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <div class="choices">${tours.list.map((tour) => html`<${Choice} key=${tour.id} icon="flag" title=${tour.title[language()]} detail=${tour.about[language()]}
      testid="tour-${tour.id}" onClick=${() => begin(tour, ask)} />`)}</div>`;
}

/** The strip that invites whoever opens the desk for the first time. */
export function Invitation() {
  useTopics('tours', 'directing');
  const [gone, setGone] = useState(Boolean(localStorage.getItem(INVITED)));
  const leave = (then) => () => {
    localStorage.setItem(INVITED, 'yes');
    setGone(true);
    then?.();
  };
  if (gone || tours.run || !tours.list.length || desk.seat) return null;
  const start = () => begin(tours.list[0], () => direct('tours'));
  return html`<section class="invitation" aria-label=${t('invite_title')} data-testid="invitation"><${Icon} name="flag" />
    <b>${t('invite_title')}</b>
    <button class="big" data-testid="invite-start" onClick=${leave(start)}>${t('invite_start')}</button>
    <button class="soft" data-testid="invite-others" onClick=${leave(() => direct('tours'))}>${t('tour_others')}</button>
    <button class="round quiet" aria-label=${t('invite_later')} data-testid="invite-later" onClick=${leave()}><${Icon} name="close" /></button></section>`;
}
