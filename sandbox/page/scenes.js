/** Scenes: begin anew, keep the whole desk under a name and come back to it, take the session away as a play. */
import { html, useEffect, useState, useTopics } from './view.js';
import { act, get } from './wire.js';
import { fullDay, clockTime } from './times.js';
import { Ask } from './ask.js';
import { Field } from './dialog.js';
import { Icon } from './icons.js';
import { Play } from './play.js';
import { t } from './texts.js';

const when = (iso) => `${fullDay(Date.parse(iso))} ${clockTime(Date.parse(iso))}`;

function Scene({ scene, ask }) {
  const { name, now, saved_at: savedAt } = scene;
  return html`<li class="member"><span class="choice-text"><b>${name}</b><small>${t('scene_at', { now: when(now), saved: when(savedAt) })}</small></span>
    <button class="soft" data-testid="load-${name}" onClick=${() => ask({ question: t('load_question', { name }), yes: t('load'), deed: ['load_scene', { name }], done: t('loaded', { name }) })}>${t('load')}</button>
    <button class="round quiet" aria-label=${t('delete_scene', { name })} data-testid="delete-${name}"
      onClick=${() => ask({ question: t('delete_question_scene', { name }), yes: t('delete'), deed: ['delete_scene', { name }], done: t('deleted', { name }) })}><${Icon} name="close" /></button></li>`;
}

function Save({ run }) {
  const [name, setName] = useState('');
  const submit = (event) => {
    event.preventDefault();
    run(['save_scene', { name: name.trim() }], t('saved', { name: name.trim() })).then(() => setName(''));
  };
  return html`<form class="form inline" onSubmit=${submit}><${Field} label=${t('scene_name')} required maxlength="40" value=${name} data-testid="scene-name" onInput=${(event) => setName(event.target.value)} />
    <button class="soft" data-testid="scene-save">${t('save')}</button></form>`;
}

function useScenes(turn) {
  useTopics('reload');
  const [scenes, setScenes] = useState([]);
  useEffect(() => { get('/desk/scenes').then((answer) => setScenes(answer.scenes), () => setScenes([])); }, [turn]);
  return scenes;
}

/** Save, load, begin anew. */
export function Scenes() {
  const [state, setState] = useState({ said: '', busy: false, question: null, turn: 0 });
  const set = (fields) => setState((before) => ({ ...before, ...fields }));
  const scenes = useScenes(state.turn);
  const run = async ([name, details], done) => {
    set({ busy: true, said: t('working'), question: null });
    const said = await act(name, details).then(() => done, (refusal) => refusal.message);
    setState((before) => ({ ...before, busy: false, said, turn: before.turn + 1 }));
  };
  const ask = (question) => set({ question });
  const { question } = state;
  return html`<section class="scenes" aria-busy=${state.busy}><p class="said" role="status" data-testid="scenes-said">${state.said}</p>
    ${question && html`<${Ask} question=${question.question} answers=${[[question.yes, () => run(question.deed, question.done)]]} cancel=${() => set({ question: null })} />`}
    <b class="heading">${t('save_scene')}</b><${Save} run=${run} />
    <ul class="members" aria-label=${t('tab_scenes')}>${scenes.map((scene) => html`<${Scene} key=${scene.name} scene=${scene} ask=${ask} />`)}</ul>
    ${!scenes.length && html`<p class="muted">${t('no_scenes')}</p>`}
    <b class="heading">${t('begin_anew')}</b><p class="muted">${t('reset_hint')}</p>
    <div class="again"><button class="soft danger-soft" disabled=${state.busy} data-testid="reset" onClick=${() => ask({ question: t('reset_question'), yes: t('reset'), deed: ['reset', {}], done: t('was_reset') })}>${t('reset')}</button></div>
    <${Play} /></section>`;
}
