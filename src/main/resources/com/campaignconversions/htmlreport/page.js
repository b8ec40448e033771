'use strict';
// Folds what is well, filters, searches, sorts, and writes numbers as the reader's language does.
// Without it everything is there, and open.
(() => {
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const periods = all('[data-state]');
  const isWell = one => one.dataset.state === 'trusted' || one.dataset.state === 'provisional';

  // Numbers as they were written: sorting goes by them, and languages write them in their own way.
  const format = new Intl.NumberFormat(undefined, {maximumFractionDigits: 10});
  const number = /^(-?\d{1,3}(?:,\d{3})*(?:\.\d+)?)((?: [A-Z]{3})?)$/;
  const written = new WeakMap();
  for (const cell of all('td')) {
    const match = number.exec(cell.textContent);
    if (match) {
      const plain = match[1].replaceAll(',', '');
      const places = (plain.split('.')[1] || '').length;
      written.set(cell, Number(plain));
      cell.textContent =
        new Intl.NumberFormat(undefined, {minimumFractionDigits: places, maximumFractionDigits: 10})
          .format(plain) + match[2];
    }
  }

  // What is well is folded, and unfolded where somebody goes to it, and on paper.
  const details = all('details');
  for (const one of details) {
    one.open = !isWell(one) || details.length === 1;
  }
  const goTo = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', goTo);
  goTo();
  addEventListener('beforeprint', () => {
    for (const one of details) {
      one.dataset.folded = String(!one.open);
      one.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const one of details) {
      one.open = one.dataset.folded !== 'true';
    }
  });

  // Filters: made here, because without this script they would do nothing.
  const form = make('form', {onsubmit: () => false});
  form.setAttribute('role', 'search');
  const labelled = (text, control) => {
    const label = make('label', {textContent: text});
    label.append(control);
    form.append(label);
    control.addEventListener('input', filter);
    return control;
  };
  const choice = (text, name, values) => {
    const select = make('select', {name});
    select.append(make('option', {value: '', textContent: 'all'}));
    for (const value of values) {
      select.append(make('option', {value, textContent: value}));
    }
    return labelled(text, select);
  };
  const distinct = values => Array.from(new Set(values));
  const verdicts = new Map();
  for (const one of periods) {
    verdicts.set(one, distinct(all('[data-verdict]', one).map(row => row.dataset.verdict)));
  }
  const clientFilter =
    choice('Client', 'client', distinct(periods.map(one => one.dataset.client)));
  const periodFilter =
    choice('Period', 'period', distinct(periods.map(one => one.dataset.period)).sort().reverse());
  const stateFilter = choice('Stands', 'state', distinct(periods.map(one => one.dataset.state)));
  const verdictFilter =
    choice('Verdict', 'verdict', distinct(Array.from(verdicts.values()).flat()).sort());
  const search = labelled('Search', make('input', {type: 'search', name: 'search'}));
  const count = make('output', {name: 'count'});
  form.append(make('button', {type: 'reset', textContent: 'Show all'}), count);
  form.addEventListener('reset', () => setTimeout(filter));
  const header = document.querySelector('header');
  header.after(form);

  function filter() {
    const text = search.value.trim().toLocaleLowerCase();
    const has = one => one.textContent.toLocaleLowerCase().includes(text);
    const fits = (one, client, period) =>
      (!clientFilter.value || clientFilter.value === client) &&
      (!periodFilter.value || periodFilter.value === period);
    let shown = 0;
    for (const one of periods) {
      const rows = all('.campaigns tbody tr', one);
      const found = text ? rows.filter(has) : rows;
      one.hidden =
        !fits(one, one.dataset.client, one.dataset.period) ||
        (stateFilter.value && stateFilter.value !== one.dataset.state) ||
        (verdictFilter.value && !verdicts.get(one).includes(verdictFilter.value)) ||
        (text && !has(one) && !one.parentElement.querySelector('h2')?.textContent
          .toLocaleLowerCase().includes(text));
      rows.forEach(row => { row.hidden = found.length > 0 && !found.includes(row); });
      if (!one.hidden) {
        shown++;
        if (one.tagName === 'DETAILS' && (text || verdictFilter.value || stateFilter.value)) {
          one.open = true;
        }
      }
    }
    const anything =
      text || clientFilter.value || periodFilter.value || stateFilter.value || verdictFilter.value;
    for (const section of all('.client')) {
      section.hidden = all('[data-state]', section).every(one => one.hidden);
      for (const lines of all('.lines', section)) {
        lines.parentElement.hidden = all('tbody tr', lines).every(one => one.hidden);
      }
    }
    for (const row of all('.overview tbody tr')) {
      row.hidden = clientFilter.value && clientFilter.value !== row.dataset.row;
    }
    for (const cell of all('.overview [data-column],.overview [data-period]')) {
      cell.hidden =
        periodFilter.value && periodFilter.value !== (cell.dataset.column || cell.dataset.period);
    }
    const visible = new Set(periods.filter(one => !one.hidden)
      .map(one => `${one.dataset.client} ${one.dataset.period}`));
    for (const problem of all('ol > li')) {
      const whose = all('a[data-client]', problem);
      problem.hidden = whose.length > 0 &&
        !whose.some(one => visible.has(`${one.dataset.client} ${one.dataset.period}`));
    }
    count.textContent = anything ? `${format.format(shown)} of ${format.format(periods.length)}` : '';
  }

  // Sorting by a column, its largest first and then its smallest.
  for (const head of all('table thead th')) {
    const button = make('button', {type: 'button', textContent: head.textContent});
    head.textContent = '';
    head.append(button);
    button.addEventListener('click', () => {
      const body = head.closest('table').tBodies[0];
      const column = head.cellIndex;
      const descending = head.getAttribute('aria-sort') !== 'descending';
      for (const other of head.parentElement.cells) {
        other.removeAttribute('aria-sort');
      }
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const value = row => written.get(row.cells[column]);
      const text = row => row.cells[column]?.textContent ?? '';
      const compared = (one, other) => {
        const a = value(one);
        const b = value(other);
        if (a === undefined || b === undefined) {
          return a === b ? text(one).localeCompare(text(other)) : a === undefined ? -1 : 1;
        }
        return a - b;
      };
      const rows = Array.from(body.rows).sort(compared);
      body.append(...(descending ? rows.reverse() : rows));
    });
  }
})();
