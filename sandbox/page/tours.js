/** Guided tours: which there are, and the one that runs, step by step. */
import { changed } from './topics.js';
import { act, get } from './wire.js';
import { desk, focusOn, readDesk } from './store.js';
import { direct, directing, stopDirecting } from './directing.js';
import { bringBack, castOnly, phoneNamed } from './tourcast.js';
import { perform } from './tourdeeds.js';
import { missing, openEars } from './tourears.js';
import { language, t } from './texts.js';

const PATIENCE_MS = 15000;
const SETTLE_MS = 1600;
const BETWEEN_MS = 900;
const LEAST_MS = 2400;
const MS_A_SIGN = { zh: 150, en: 55 };

/** `run` is the tour under way: tour, index, phase (prepare, say, wait, heard, late, end), paused, problem. */
export const tours = { list: [], run: null };

/** Read which tours there are. */
export async function readTours() {
  tours.list = (await get('/desk/tours').catch(() => ({ tours: [] }))).tours;
  changed('tours');
}

/** The step under way. */
export const stepOf = (run) => run.tour.steps[run.index];

function set(run, fields) {
  Object.assign(run, fields);
  changed('tours');
}

function later(run, ms, then) {
  clearTimeout(run.timer);
  run.timer = setTimeout(() => tours.run === run && then(), ms);
}

const pause = (ms) => new Promise((resume) => { setTimeout(resume, ms); });

const readingMs = (step) => Math.max(LEAST_MS, step.say[language()].length * MS_A_SIGN[language()]) + (step.wait ?? 0) * 1000;

/** Bring what the step is about into sight. */
function stage(step) {
  if (step.panel) direct(step.panel, { quietly: true });
  else if (directing.tab) stopDirecting();
  const phone = step.phone && phoneNamed(step.phone);
  if (phone && desk.focus !== phone.user.id) focusOn(phone.user.id);
}

/** Do one deed and wait until what must come of it is there. */
async function carryOut(run, deed) {
  const { until, ...rest } = deed;
  const mark = run.ears.heard.length;
  const open = () => missing({ until, phone: deed.phone }, run.ears.heard, mark);
  await perform(rest);
  const patience = Date.now() + PATIENCE_MS;
  while (tours.run === run && open().length) {
    if (Date.now() > patience) throw new Error(t('tour_late', { name: open()[0].phone, words: open()[0].words }));
    await pause(60);
  }
}

/** Do quietly what a step takes for granted, such as an hour that has passed. */
async function setUp(run, deeds) {
  set(run, { phase: 'prepare' });
  try {
    for (const deed of deeds) await carryOut(run, deed);
  } catch (refusal) {
    set(run, { phase: 'failed', problem: refusal.message });
  }
}

async function enter(run, index) {
  if (index >= run.tour.steps.length) return finish(run);
  const step = run.tour.steps[index];
  if (step.before && index > run.done) await setUp(run, step.before);
  if (tours.run !== run || run.phase === 'failed') return undefined;
  if (step.do && index > run.done) run.mark = run.ears.heard.length;
  set(run, { index, phase: index > run.done ? 'say' : 'heard', problem: '' });
  stage(step);
  return proceed(run);
}

/** Go on by itself: read, act, wait for the words, go to the next step; a paused tour waits for the visitor. */
function proceed(run) {
  const step = stepOf(run);
  clearTimeout(run.timer);
  if (run.phase === 'say' && !run.paused) later(run, readingMs(step), () => doStep(run));
  if (run.phase === 'wait') later(run, PATIENCE_MS, () => set(run, { phase: 'late' }));
  if (run.phase === 'heard' && !run.paused) later(run, SETTLE_MS, () => enter(run, run.index + 1));
}

/** The words have come, from the tour's own deed or the visitor's. */
function listen(run) {
  if (!run.ears || !['say', 'wait', 'late'].includes(run.phase)) return;
  const step = stepOf(run);
  if (missing(step, run.ears.heard, run.mark).length) return;
  if (run.phase === 'say' && !(step.do && step.until)) return; // nothing to hear, or heard before: it is read first
  complete(run);
}

function complete(run) {
  run.done = Math.max(run.done, run.index);
  const byHand = run.phase === 'say' && run.paused;
  set(run, { phase: 'heard', problem: '' });
  if (byHand) later(run, SETTLE_MS, () => enter(run, run.index + 1));
  else proceed(run);
}

/** A step that only tells something is done once it was read. */
function passOn(run) {
  run.done = Math.max(run.done, run.index);
  return enter(run, run.index + 1);
}

async function doStep(run) {
  const step = stepOf(run);
  if (!step.do && !missing(step, run.ears.heard, run.mark).length) return passOn(run);
  set(run, { phase: 'wait', problem: '' });
  proceed(run);
  try {
    for (const [at, deed] of [step.do ?? []].flat().entries()) {
      if (at) await pause(BETWEEN_MS);
      if (tours.run === run && run.phase === 'wait') await carryOut(run, deed.do === 'clock' ? deed : { phone: step.phone, ...deed });
    }
  } catch (refusal) {
    clearTimeout(run.timer);
    return set(run, { phase: 'late', problem: refusal.message });
  }
  return tours.run === run && run.phase === 'wait' && listen(run);
}

function finish(run) {
  clearTimeout(run.timer);
  set(run, { phase: 'end' });
}

/** Start a tour, from a reset desk when asked for. */
export async function startTour(tour, { reset }) {
  await stopTour();
  const run = { tour, index: 0, done: -1, mark: 0, phase: 'prepare', paused: false, problem: '', timer: 0, aside: [] };
  tours.run = run;
  changed('tours');
  try {
    if (reset) await act('reset');
    await readDesk();
    run.aside = await castOnly(tour.cast);
    run.ears = openEars(() => listen(run));
    for (const deed of tour.prepare) if (tours.run === run) await carryOut(run, deed);
    if (tours.run === run) enter(run, 0);
  } catch (refusal) {
    set(run, { phase: 'failed', problem: refusal.message });
  }
}

/** End the tour and put the desk back. */
export function stopTour() {
  const { run } = tours;
  if (!run) return undefined;
  clearTimeout(run.timer);
  run.ears?.stop();
  tours.run = null;
  changed('tours');
  return bringBack(run.aside);
}

/** Hold the tour, or let it run by itself again. */
export function pauseTour(paused) {
  const { run } = tours;
  set(run, { paused });
  proceed(run);
}

/** Do what the step is about at once; or go on when it is done. */
export function nextStep() {
  const { run } = tours;
  if (run.phase === 'say') doStep(run);
  else if (run.phase === 'heard') enter(run, run.index + 1);
}

/** Read the step before once more; nothing is done again. */
export function previousStep() {
  const { run } = tours;
  run.paused = true;
  if (run.index > 0) enter(run, run.index - 1);
}

/** After something did not come: wait on, do it again, or leave it out. */
export function recover(how) {
  const { run } = tours;
  if (how === 'again') return doStep(run);
  if (how === 'skip') return enter(run, run.index + 1);
  set(run, { phase: 'wait' });
  return proceed(run);
}
