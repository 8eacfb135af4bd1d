"use strict";
// Brings the page to life: traces what depends on what, filters, zooms and moves by keys. It asks nothing of the network.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (node, name) => (node.dataset[name] || "").split(" ").filter(Boolean);
  const nodes = new Map(all(".node").map((node) => [node.id, node]));
  const arrows = all(".arrows .arrow");
  const others = new Map();
  for (const other of all("[data-key]")) {
    const key = other.dataset.key;
    others.set(key, [...(others.get(key) || []), other]);
  }
  const graph = document.querySelector("svg .graph");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  // What the reader has set, by name: how it is asked for, and how it is put back.
  const kept = new Map();

  // Tracing: what a milestone depends on, and what depends on it, however far.

  const reach = (start, name) => {
    const seen = new Set([start]);
    for (const key of seen) {
      const node = nodes.get(key);
      if (node) for (const other of words(node, name)) seen.add(other);
    }
    return seen;
  };
  let traced = [];
  const trace = (key) => {
    for (const element of traced) element.classList.remove("near", "current");
    traced = [];
    if (graph) graph.classList.toggle("tracing", nodes.has(key));
    if (!nodes.has(key)) return;
    const up = reach(key, "up");
    const down = reach(key, "down");
    for (const near of new Set([...up, ...down])) traced.push(nodes.get(near), ...(others.get(near) || []));
    for (const arrow of arrows) {
      const { source, target } = arrow.dataset;
      if ((up.has(source) && up.has(target)) || (down.has(source) && down.has(target))) traced.push(arrow);
    }
    for (const element of traced) if (element) element.classList.add("near");
    nodes.get(key).classList.add("current");
    traced = traced.filter(Boolean);
  };
  const keyAt = (target) => {
    const found = target.closest && target.closest(".node, .row, tr[data-key]");
    return found ? found.dataset.key || found.id : "";
  };
  const focused = () => keyAt(document.activeElement || document.body);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") trace(keyAt(event.target) || focused());
  });
  document.addEventListener("focusin", () => trace(focused()));
  document.addEventListener("focusout", () => trace(""));

  // Keys: one stop for Tab, arrows along dependencies and columns.

  const order = [...nodes.values()];
  const shown = (node) => node && !node.classList.contains("out");
  const hold = (node) => {
    for (const other of order) other.setAttribute("tabindex", other === node ? "0" : "-1");
  };
  const row = (node) => node.getBoundingClientRect().top;
  const nearest = (node, keys) => {
    const found = keys.map((key) => nodes.get(key)).filter(shown);
    return found.sort((a, b) => Math.abs(row(a) - row(node)) - Math.abs(row(b) - row(node)))[0];
  };
  const beside = (node, step) => {
    const column = order.filter((other) => shown(other) && other.dataset.column === node.dataset.column);
    return column[column.indexOf(node) + step];
  };
  const steps = {
    ArrowRight: (node) => nearest(node, words(node, "down")),
    ArrowLeft: (node) => nearest(node, words(node, "up")),
    ArrowDown: (node) => beside(node, 1),
    ArrowUp: (node) => beside(node, -1),
    Home: () => order.find(shown),
    End: () => order.filter(shown).pop(),
  };
  if (order.length) hold(order[0]);
  document.addEventListener("keydown", (event) => {
    const node = event.target.closest && event.target.closest(".node");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return trace("");
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(node);
    if (!next) return;
    hold(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center", inline: "center", behavior: still.matches ? "auto" : "smooth" });
  });
  document.addEventListener("focusin", (event) => {
    const node = event.target.closest && event.target.closest(".node");
    if (node) hold(node);
  });

  // Zoom and pan.

  for (const section of all("section[data-zoom]")) {
    const sheets = all(".scroll > svg, .sticky > svg", section);
    const scroll = section.querySelector(".scroll");
    const natural = sheets.map((sheet) => [sheet.width.baseVal.value, sheet.height.baseVal.value]);
    const heading = section.querySelector(".sticky > svg");
    const labels = all("text", heading).map((text) => [text, ...["font-size", "y"].map((name) => +text.getAttribute(name))]);
    let zoom = 1;
    // The heading keeps its height, and its words their size as far as there is room.
    const keepHeading = ([width, height]) => {
      heading.setAttribute("viewBox", `0 0 ${width} ${height / zoom}`);
      heading.setAttribute("height", height);
      for (const [text, size, y] of labels) {
        text.setAttribute("font-size", Math.min(size / zoom, 4 * size));
        text.setAttribute("y", y / zoom);
      }
    };
    const set = (value) => {
      const before = zoom;
      zoom = Math.min(3, Math.max(0.05, value));
      const x = scroll.scrollLeft + scroll.clientWidth / 2;
      const y = scroll.scrollTop + scroll.clientHeight / 2;
      sheets.forEach((sheet, at) => {
        sheet.setAttribute("width", natural[at][0] * zoom);
        sheet.setAttribute("height", natural[at][1] * zoom);
        sheet.classList.toggle("far", zoom < 0.5);
      });
      keepHeading(natural[sheets.indexOf(heading)]);
      scroll.scrollLeft = (x * zoom) / before - scroll.clientWidth / 2;
      scroll.scrollTop = (y * zoom) / before - scroll.clientHeight / 2;
      section.querySelector("output").textContent = `${Math.round(100 * zoom)} %`;
    };
    const fit = () => {
      const width = Math.max(...natural.map((size) => size[0]));
      const height = natural.reduce((sum, size) => sum + size[1], 0);
      set(Math.min(1, (scroll.clientWidth - 4) / width, (innerHeight * 0.8) / height));
    };
    const acts = { in: () => set(zoom * 1.25), out: () => set(zoom / 1.25), one: () => set(1), fit };
    for (const button of all("button[data-act]", section)) button.addEventListener("click", acts[button.dataset.act]);
    section.querySelector(".zoom").hidden = false;
    // A drawing that is only a little too wide is made to fit.
    const wide = (scroll.clientWidth - 4) / Math.max(...natural.map((size) => size[0]));
    if (wide > 0.7 && wide < 1) set(wide);
    // A large drawing opens where its first milestone stands, which may be far below the corner.
    const first = order.find((node) => scroll.contains(node));
    if (first) {
      const [card, room] = [first, scroll].map((element) => element.getBoundingClientRect());
      if (card.bottom > room.bottom) scroll.scrollTop += (card.top + card.bottom - room.top - room.bottom) / 2;
    }
    kept.set(`zoom ${section.querySelector("h2").id}`, [() => zoom, set]);
    scroll.addEventListener("keydown", (event) => {
      const act = { "+": "in", "=": "in", "-": "out", 0: "one", f: "fit" }[event.key];
      if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      acts[act]();
    });
    scroll.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        set(zoom * Math.exp(-event.deltaY / 300));
      },
      { passive: false },
    );
    let from = null;
    scroll.addEventListener("pointerdown", (event) => {
      if (event.button || event.pointerType === "touch" || event.target.closest("a")) return;
      from = [event.clientX + scroll.scrollLeft, event.clientY + scroll.scrollTop];
    });
    addEventListener("pointermove", (event) => {
      if (from) scroll.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
    });
    addEventListener("pointerup", () => {
      from = null;
    });
  }

  // The filter.

  const bringFilter = (tools) => {
    tools.hidden = false;
    const search = tools.querySelector("[type=search]");
    const states = all("[name=state]", tools);
    const critical = tools.querySelector("[name=critical]");
    const said = tools.querySelector("[role=status]");
    const texts = new Map(order.map((node) => [node.id, node.querySelector("title").textContent.toLowerCase()]));
    const filter = () => {
      const wanted = search.value.trim().toLowerCase();
      const off = states.filter((state) => !state.checked).map((state) => state.value);
      let count = 0;
      for (const [key, node] of nodes) {
        const out =
          !texts.get(key).includes(wanted) ||
          off.some((state) => node.classList.contains(state)) ||
          (critical.checked && !node.classList.contains("critical"));
        node.classList.toggle("out", out);
        for (const other of others.get(key) || []) {
          if (other.tagName === "TR") other.hidden = out;
          else other.classList.toggle("out", out);
        }
        count += out ? 0 : 1;
      }
      for (const arrow of arrows) {
        const { source, target } = arrow.dataset;
        arrow.classList.toggle("out", !shown(nodes.get(source)) || !shown(nodes.get(target)));
      }
      said.textContent = `${count} of ${nodes.size} shown`;
      if (!order.some((node) => shown(node) && node.getAttribute("tabindex") === "0")) hold(order.find(shown));
    };
    tools.addEventListener("input", filter);
    kept.set("filter", [
      () => [search.value, critical.checked, ...states.filter((state) => !state.checked).map((state) => state.value)],
      ([words, only, ...off]) => {
        search.value = words;
        critical.checked = only;
        for (const state of states) state.checked = !off.includes(state.value);
        filter();
      },
    ]);
    filter();
  };
  const tools = document.querySelector(".tools");
  if (tools) bringFilter(tools);

  // In an editor, which shows the page anew after each change of the plan: it opens the documents, and what the reader
  // has set outlives the page.

  const editor = typeof acquireVsCodeApi === "function" ? acquireVsCodeApi() : null;
  if (!editor) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-path]");
    if (!link) return;
    event.preventDefault();
    editor.postMessage({ open: link.getAttribute("href") });
  });
  for (const details of all("details")) {
    kept.set("legend", [() => details.open, (open) => (details.open = open)]);
  }
  for (const region of all(".scroll")) {
    const name = `scroll ${region.getAttribute("aria-labelledby")}`;
    kept.set(name, [() => [region.scrollLeft, region.scrollTop], (place) => region.scrollTo(...place)]);
  }
  kept.set("page", [() => [scrollX, scrollY], (place) => scrollTo(...place)]);
  // By the document that it leads to: milestones come and go, and with them their numbers.
  const alike = (path) =>
    all("a, button, input, summary, .scroll").filter((element) => (element.dataset.path || "") === path);
  const focus = () => {
    const element = document.activeElement || document.body;
    const path = element.dataset.path || "";
    return document.hasFocus() ? [path, alike(path).indexOf(element)] : ["", -1];
  };
  kept.set("focus", [focus, ([path, at]) => alike(path)[at]?.focus({ preventScroll: true })]);

  const state = editor.getState() || {};
  for (const [name, [, put]] of kept) if (name in state) put(state[name]);
  let asked = 0;
  const keep = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      editor.setState(Object.fromEntries([...kept].map(([name, [get]]) => [name, get()])));
    });
  };
  for (const change of ["scroll", "click", "keydown", "wheel", "input", "toggle", "focusin"]) {
    document.addEventListener(change, keep, { capture: true, passive: true });
  }
  addEventListener("blur", keep);
})();
