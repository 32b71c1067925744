/** Where the words of a tour stand beside what they point at, and where their arrow goes. */
const GAP = 16;
const MARGIN = 10;
const CORNER = 26;

const clamp = (value, low, high) => Math.max(low, Math.min(value, Math.max(low, high)));

const SIDES = {
  right: (target, box) => ({ x: target.right + GAP, y: target.top + target.height / 2 - box.height / 2 }),
  left: (target, box) => ({ x: target.left - GAP - box.width, y: target.top + target.height / 2 - box.height / 2 }),
  top: (target, box) => ({ x: target.left + target.width / 2 - box.width / 2, y: target.top - GAP - box.height }),
  bottom: (target, box) => ({ x: target.left + target.width / 2 - box.width / 2, y: target.bottom + GAP }),
};

const fits = ({ x, y }, box, screen) => x >= MARGIN && y >= MARGIN && x + box.width <= screen.width - MARGIN && y + box.height <= screen.height - MARGIN;
const roomy = { right: 'y', left: 'y', top: 'x', bottom: 'x' };

/** A side is good when the words fit there after being pushed along it, away from the screen's edge. */
function tried(side, target, box, screen) {
  const spot = SIDES[side](target, box);
  const along = roomy[side];
  const size = along === 'x' ? [box.width, screen.width] : [box.height, screen.height];
  spot[along] = clamp(spot[along], MARGIN, size[1] - size[0] - MARGIN);
  return fits(spot, box, screen) ? { ...spot, side } : null;
}

/** Without room beside it the words lie over the half of the screen that the target's middle is not in. */
function over(target, box, screen) {
  const below = target.top + target.height / 2 < screen.height / 2;
  return { x: (screen.width - box.width) / 2, y: below ? screen.height - box.height - MARGIN : MARGIN, side: null };
}

/** Place a box of words: its corner, and where along its edge the arrow stands. */
export function placeBeside(target, box, screen) {
  if (!target) return { x: (screen.width - box.width) / 2, y: screen.height - box.height - 24, side: null, arrow: 0 };
  const sides = screen.width <= 720 ? ['bottom', 'top'] : ['right', 'left', 'top', 'bottom'];
  const spot = sides.map((side) => tried(side, target, box, screen)).find(Boolean) ?? over(target, box, screen);
  const upright = spot.side === 'left' || spot.side === 'right';
  const middle = upright ? target.top + target.height / 2 - spot.y : target.left + target.width / 2 - spot.x;
  return { ...spot, arrow: clamp(middle, CORNER, (upright ? box.height : box.width) - CORNER) };
}
