/** Everything that goes over the network, all of it same-origin. */

/** A request the desk refused, with its sentence. */
export class Refused extends Error {}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok || !body || body.ok === false) {
    throw new Refused(body?.error ?? `HTTP ${response.status}`);
  }
  return body;
}

async function get(path) {
  return read(await fetch(path, { credentials: 'same-origin', cache: 'no-store' }));
}

/** Do something as a person or as the director; resolves to the result. */
export async function act(name, details = {}) {
  const response = await fetch('/desk/act', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ do: name, ...details }),
  });
  return (await read(response)).result;
}

/** Send files from a phone; several pictures become an album. */
export async function upload({ user_id, chat_id, kind, caption = '', files }) {
  const query = new URLSearchParams({ user_id, chat_id, kind, caption });
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  const response = await fetch(`/desk/upload?${query}`, { method: 'POST', credentials: 'same-origin', body: form });
  return (await read(response)).result;
}

/** Read the whole desk. */
export const readState = () => get('/desk/state');

/** Read messages of a chat, older than one of them if given; oldest first. */
export async function readHistory(chat, before) {
  const query = new URLSearchParams({ chat, limit: 100 });
  if (before) query.set('before', before);
  const { messages } = await get(`/desk/history?${query}`);
  return messages.sort((one, other) => one.message_id - other.message_id);
}

/** Read the latest raw calls of the bot. */
export const readCalls = async () => (await get('/desk/calls?limit=200')).calls;

/** The address of a file's bytes. */
export const fileUrl = (fileId) => `/desk/file/${encodeURIComponent(fileId)}`;

/** Follow the desk's events; `onOpen` is called at the start and after every break. */
export function follow(onEvent, onOpen, onLost) {
  const source = new EventSource('/desk/events');
  source.onopen = onOpen;
  source.onerror = () => {
    onLost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(onEvent, onOpen, onLost), 2000);
  };
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
}
