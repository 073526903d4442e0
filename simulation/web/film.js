// The film of the neighbourhoods. It never starts by itself; where less motion is asked for, it goes by years.
const FRAME = 220; // milliseconds that a month is shown
const memory = new WeakMap(); // where each film was, and its timer, when the page is drawn anew

export default function film({ data, parentElement }) {
  const root = parentElement.querySelector(".film");
  const months = data.places[0].serious.length;
  const state = memory.get(parentElement) ?? { month: 0, timer: null };
  memory.set(parentElement, state);
  state.month = Math.min(state.month, months - 1);
  const number = new Intl.NumberFormat(data.lang, { maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(data.lang, { maximumFractionDigits: 1 });
  const most = Math.max(1, ...data.places.flatMap((place) => place.serious));
  const longest = Math.max(1, ...data.queues.flatMap((queue) => [...queue.waiting, ...queue.usual]));

  root.replaceChildren();
  const bar = add(root, "div", "bar");
  const button = add(bar, "button");
  button.type = "button";
  const range = add(bar, "input");
  Object.assign(range, { type: "range", min: 0, max: months - 1, step: 1 });
  range.setAttribute("aria-label", data.words.month);
  const when = add(bar, "output");
  add(root, "p", "note", data.words.mean);
  add(root, "h3", "", data.words.places);
  const tiles = add(root, "ul", "tiles");
  const places = data.places.map((place) => tile(tiles, place));
  add(root, "h3", "", data.words.queues);
  const bars = add(root, "ul", "queues");
  const queues = data.queues.map((queue) => queueBar(bars, queue));

  button.onclick = () => (state.timer === null ? play() : pause());
  range.oninput = () => { pause(); show(Number(range.value)); };
  const played = state.timer !== null;
  pause();
  show(state.month);
  if (played) play();
  return pause;

  function play() {
    if (state.month >= months - 1) show(0);
    button.textContent = `⏸ ${data.words.pause}`;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    state.timer = setInterval(() => {
      if (state.month >= months - 1) pause();
      else show(Math.min(months - 1, state.month + (calm ? 12 : 1)));
    }, calm ? 6 * FRAME : FRAME);
  }

  function pause() {
    clearInterval(state.timer);
    state.timer = null;
    button.textContent = `▶ ${data.words.play}`;
  }

  function show(month) {
    state.month = month;
    const text = data.words.when.replace("{year}", Math.floor(month / 12) + 1).replace("{month}", (month % 12) + 1);
    range.value = month;
    range.setAttribute("aria-valuetext", text);
    when.textContent = text;
    for (const draw of [...places, ...queues]) draw(month);
  }

  function tile(list, place) {
    const item = add(list, "li", place.pilot ? "tile pilot" : "tile");
    add(item, "span", "name", place.name);
    const value = add(item, "strong");
    const coaches = add(item, "span", "coaches");
    return (month) => {
      const share = place.serious[month] / most;
      item.style.background = `hsl(24 90% ${96 - 40 * share}%)`; // never too dark for dark letters
      value.textContent = number.format(place.serious[month]);
      const count = place.coaches[month];
      const dots = "●".repeat(Math.min(12, Math.round(count)));
      coaches.textContent = count > 0.05 ? `${dots} ${data.words.coaches}: ${whole.format(count)}` : "";
    };
  }

  function queueBar(list, queue) {
    const item = add(list, "li");
    add(item, "span", "name", queue.name);
    const track = add(item, "span", "track");
    const fill = add(track, "span", "fill");
    const mark = add(track, "span", "mark");
    const value = add(item, "span", "value");
    return (month) => {
      fill.style.width = `${(100 * queue.waiting[month]) / longest}%`;
      mark.style.left = `${(100 * queue.usual[month]) / longest}%`;
      value.textContent = `${number.format(queue.waiting[month])} (${number.format(queue.usual[month])})`;
    };
  }
}

function add(parent, kind, className = "", text = "") {
  const made = document.createElement(kind);
  made.className = className;
  made.textContent = text;
  parent.append(made);
  return made;
}
