/** Finding what a step of a tour points at: a key, a button, a bubble, a place to choose, a control of the desk. */
const phoneBox = (userId) => document.querySelector(`[data-testid="phone-${userId}"]`);

function inSight(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && !element.closest('[inert]');
}

function lastWith(box, selector, words = '') {
  const found = [...(box?.querySelectorAll(selector) ?? [])].filter((element) => element.textContent.includes(words) && inSight(element));
  return found.at(-1) ?? null;
}

/** The key with these words and the fewest others: 签到 rather than 我的签到. */
function keyWith(box, words) {
  const keys = [...(box?.querySelectorAll('[data-testid="reply-keyboard"] button') ?? [])].filter((key) => key.textContent.includes(words) && inSight(key));
  return keys.sort((one, other) => one.textContent.length - other.textContent.length)[0] ?? null;
}

const KINDS = {
  key: keyWith,
  button: (box, words) => lastWith(box, '[data-testid^="inline-"]', words),
  preset: (box, words) => lastWith(box, '[data-testid^="preset-"]', words),
  bubble: (box, words) => bubbleOf(lastWith(box, '[data-testid^="msg-"]', words)),
  testid: (box, name) => lastWith(box, `[data-testid="${CSS.escape(name)}"]`) ?? lastWith(document, `[data-testid="${CSS.escape(name)}"]`),
  phone: (box) => box?.querySelector('.frame') ?? box,
};

const bubbleOf = (line) => line?.querySelector('.bubble') ?? line;

function findOne(box, at) {
  const [kind, words] = typeof at === 'string' ? ['testid', at] : Object.entries(at)[0];
  return KINDS[kind]?.(box, words) ?? null;
}

/** The first of the things named by `at` that can be seen now; null while there is none. */
export function findTarget(userId, at) {
  const box = userId ? phoneBox(userId) : null;
  for (const each of [at].flat()) {
    const found = each && findOne(box, each);
    if (found) return found;
  }
  return null;
}

/** Bring a phone, and then the target in it, into sight. */
export function scrollTo(userId, target) {
  phoneBox(userId)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  const list = target?.closest('[role="log"]');
  if (!list) return;
  const [inner, outer] = [target.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) target.scrollIntoView({ block: 'nearest' });
}
