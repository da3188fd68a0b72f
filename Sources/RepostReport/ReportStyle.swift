/// How the report looks: on a screen, on a phone, on A4 paper.
enum ReportStyle {
  static let css: HTMLText = """
    :root { --ink: #1d2733; --soft: #5a6775; --line: #d5dbe1; --paper: #ffffff; --tint: #f4f6f8; --mark: #9b1c1c; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink);
      background: var(--paper); line-height: 1.55;
      font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
    h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
    p, ul, ol { margin: .3rem 0; }
    ul { padding-left: 1.2rem; }
    li { margin: .2rem 0; overflow-wrap: anywhere; }
    li.inner { margin-left: 1.2rem; list-style: none; }
    .soft { color: var(--soft); font-size: .9rem; }
    nav a { margin-right: .9rem; color: inherit; white-space: nowrap; }
    .key { background: var(--tint); border-left: 4px solid var(--mark); padding: .1rem 1rem .6rem; margin: 1rem 0; }
    .key h3 { margin-top: .6rem; }
    .scroll { overflow-x: auto; border: 1px solid var(--line); margin: .6rem 0; }
    .map { padding: .5rem; }
    .map svg { display: block; min-width: 40rem; max-width: none; height: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .85rem; line-height: 1.4; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .55rem; border-bottom: 1px solid var(--line); min-width: 3.2rem; max-width: 26rem; overflow-wrap: anywhere; }
    th { background: var(--tint); white-space: nowrap; font-weight: 600; }
    tr:last-child td { border-bottom: 0; }
    td.number { text-align: right; font-variant-numeric: tabular-nums; }
    tr.marked td:first-child { box-shadow: inset 4px 0 var(--mark); }
    dt { font-weight: 600; margin-top: .5rem; }
    code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .85em; overflow-wrap: anywhere; }
    @media (max-width: 40rem) { body { padding: 1rem .8rem 3rem; } h1 { font-size: 1.35rem; } table { font-size: .8rem; } }
    @page { size: A4; margin: 16mm 14mm; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav { display: none; }
      h2, h3 { break-after: avoid; }
      .key, tr, li { break-inside: avoid; }
      .scroll { overflow: visible; border: 0; }
      .map svg { min-width: 0; max-width: 100%; max-height: 240mm; }
      table { font-size: 7.5pt; }
      thead { display: table-header-group; }
      th { white-space: normal; }
      th, td { min-width: 0; padding: 2pt 3pt; }
    }
    """
}
