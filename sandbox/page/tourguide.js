/** The tour on the screen: a light on what is meant, words beside it that follow it, and the tour's controls. */
import { classes, html, useEffect, useRef, useTopics } from './view.js';
import { nextStep, pauseTour, previousStep, recover, startTour, stepOf, stopTour, tours } from './tours.js';
import { missing } from './tourears.js';
import { phoneNamed } from './tourcast.js';
import { placeBeside } from './tourplace.js';
import { findTarget, scrollTo } from './tourtarget.js';
import { direct } from './directing.js';
import { Icon } from './icons.js';
import { language, t } from './texts.js';

const LOOK_EVERY_MS = 150;
const RIM = 6;

function move(element, { x, y, width, height }) {
  const { style } = element;
  style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  if (width !== undefined) Object.assign(style, { width: `${Math.round(width)}px`, height: `${Math.round(height)}px` });
}

/** Put light and words where the target is now. */
function lay(light, words, target) {
  const rect = target?.getBoundingClientRect() ?? null;
  light.hidden = !rect;
  if (rect) move(light, { x: rect.left - RIM, y: rect.top - RIM, width: rect.width + 2 * RIM, height: rect.height + 2 * RIM });
  const { side, arrow, ...spot } = placeBeside(rect, words.getBoundingClientRect(), { width: innerWidth, height: innerHeight });
  move(words, spot);
  words.dataset.side = side ?? 'none';
  words.style.setProperty('--arrow', `${Math.round(arrow)}px`);
}

const aim = (run) => {
  if (['prepare', 'failed', 'end'].includes(run.phase)) return null;
  const step = stepOf(run);
  const after = run.phase === 'heard' || (run.phase === 'wait' && step.then);
  return { userId: phoneNamed(step.phone)?.user.id, at: after && step.then ? step.then : step.at ?? { phone: '' } };
};

/** Follow the target, frame by frame, for as long as the tour is on the screen. */
function useFollowing(light, words) {
  useEffect(() => {
    let [frame, lookedAt, target, scrolledFor] = [0, 0, null, ''];
    const follow = (now) => {
      frame = requestAnimationFrame(follow);
      if (!tours.run || !words.current) return;
      if (now - lookedAt > LOOK_EVERY_MS) {
        lookedAt = now;
        const wanted = aim(tours.run);
        target = wanted && findTarget(wanted.userId, wanted.at);
        const key = JSON.stringify([tours.run.index, tours.run.phase]);
        if (target && scrolledFor !== key) scrollTo(wanted.userId, target);
        if (target) scrolledFor = key;
      }
      lay(light.current, words.current, target);
    };
    frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  }, []);
}

function problemOf(run) {
  if (run.problem) return t('tour_failed', { problem: run.problem });
  const [first] = missing(stepOf(run), run.ears.heard, run.mark);
  return t('tour_late', { name: first?.phone ?? '', words: first?.words ?? '' });
}

function Button({ name, main, icon, onClick, disabled }) {
  return html`<button class=${main ? 'big' : 'soft'} data-testid=${name.replace('_', '-')} disabled=${disabled} onClick=${onClick}>${icon && html`<${Icon} name=${icon} />`}<span>${t(name)}</span></button>`;
}

function Controls({ run }) {
  if (run.phase === 'prepare') return null;
  if (run.phase === 'late') {
    return html`<div class="tour-controls"><${Button} name="tour_wait_on" onClick=${() => recover('wait')} /><${Button} name="tour_again" onClick=${() => recover('again')} />
      <${Button} name="tour_skip" main onClick=${() => recover('skip')} /></div>`;
  }
  if (run.phase === 'end' || run.phase === 'failed') {
    const others = () => { stopTour(); direct('tours'); };
    return html`<div class="tour-controls"><${Button} name="tour_replay" onClick=${() => startTour(run.tour, { reset: true })} /><${Button} name="tour_others" onClick=${others} />
      <${Button} name="tour_close" main onClick=${stopTour} /></div>`;
  }
  return html`<div class="tour-controls"><${Button} name="tour_previous" disabled=${run.index === 0} onClick=${previousStep} />
    <${Button} name=${run.paused ? 'tour_run' : 'tour_pause'} icon=${run.paused ? 'play' : 'pause'} onClick=${() => pauseTour(!run.paused)} />
    <${Button} name="tour_next" main disabled=${run.phase === 'wait'} onClick=${nextStep} /></div>`;
}

function sayingOf(run) {
  const said = { prepare: () => t('tour_preparing'), failed: () => problemOf(run), end: () => run.tour.end[language()] };
  return (said[run.phase] ?? (() => stepOf(run).say[language()]))();
}

function Below({ run }) {
  if (run.phase === 'late') return html`<p class="tour-problem">${problemOf(run)}</p>`;
  if (run.phase === 'wait') return html`<p class="tour-small">${t('tour_waiting')}</p>`;
  return run.phase === 'say' && run.paused && stepOf(run).do ? html`<p class="tour-small">${t('tour_by_hand')}</p>` : null;
}

function Words({ run, box }) {
  useEffect(() => { box.current.focus({ preventScroll: true }); }, []);
  const { steps, title } = run.tour;
  const inside = !['prepare', 'failed', 'end'].includes(run.phase);
  const place = inside ? t('tour_step', { n: run.index + 1, count: steps.length }) : t(run.phase === 'end' ? 'tour_done' : 'tour');
  return html`<div class=${classes('tour-words', run.phase)} role="dialog" aria-label=${`${t('tour')} ${title[language()]}`} tabindex="-1" ref=${box} data-testid="tour" data-phase=${run.phase}
      data-step=${run.index + 1} onKeyDown=${(event) => event.key === 'Escape' && stopTour()}>
    <div class="tour-head"><small>${title[language()]} · ${place}</small>
      <button class="round quiet" aria-label=${t('tour_stop')} data-testid="tour-stop" onClick=${stopTour}><${Icon} name="close" /></button></div>
    <div class="tour-track" aria-hidden="true">${steps.map((_, at) => html`<i class=${classes(at <= run.done && 'done', inside && at === run.index && 'here')}></i>`)}</div>
    <div aria-live="polite"><p class="tour-say">${sayingOf(run)}</p><${Below} run=${run} /></div>
    <${Controls} run=${run} /></div>`;
}

function Guide({ run }) {
  const [light, box] = [useRef(null), useRef(null)];
  useFollowing(light, box);
  return html`<div class="tour-light" ref=${light} hidden aria-hidden="true"></div><${Words} run=${run} box=${box} />`;
}

/** Draw the tour, if one is under way. */
export function TourGuide() {
  useTopics('tours', 'language');
  return tours.run && html`<${Guide} key=${tours.run.tour.id} run=${tours.run} />`;
}
