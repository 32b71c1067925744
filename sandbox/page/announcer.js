/** Reads out what the bot says to the person in front: calmly, one sentence at a time, however fast messages come. */
import { html, useEffect, useState } from './view.js';
import { listen } from './topics.js';
import { desk, phoneOf } from './store.js';
import { nameOf, summary } from './names.js';
import { t } from './texts.js';

const PAUSE_MS = 2500;

function sentence(heard, before) {
  const { message } = heard;
  const said = t('said_to', { name: nameOf(message.from), text: summary(message) });
  const more = heard.count - before - 1;
  return more > 0 ? `${said} ${t('said_more', { n: more })}` : said;
}

/** A line for screen readers; nothing of it is seen. */
export function Announcer() {
  const [words, setWords] = useState('');
  useEffect(() => {
    let told = desk.heard?.count ?? 0;
    let timer = null;
    const tell = () => {
      timer = null;
      if (!desk.heard || desk.heard.count === told) return;
      if (phoneOf(desk.focus)) setWords(sentence(desk.heard, told));
      told = desk.heard.count;
      timer = setTimeout(tell, PAUSE_MS);
    };
    const stop = listen(['heard'], () => { timer ??= setTimeout(tell, 300); });
    return () => { stop(); clearTimeout(timer); };
  }, []);
  return html`<div class="unseen" aria-live="polite" data-testid="announcer">${words}</div>`;
}
