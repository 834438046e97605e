/// The page's style.
///
/// Colours are variables only, so that both themes and print follow one list.
enum PageStyle {
  static let light = """
    --paper:#ffffff;--sheet:#f5f6f8;--ink:#1b1f24;--quiet:#545d68;--rule:#d3d8de;--link:#0a52be;
    --faster:#116329;--slower:#b3231b;--suspect:#6b3fb5;--tiny:#7a5200;--band:#c9dcf7;--line:#0a52be;
    --plus:#e4f5e8;--minus:#fdeae8;--hunk:#e8f0fd;--mark:#fff4cc;--theta:#e9ebee;--dot:#76808c;--literal:#6b3fb5;
    """
  static let dark = """
    --paper:#10151b;--sheet:#181f27;--ink:#e4e9ef;--quiet:#a0acb8;--rule:#303b47;--link:#8ab6ff;
    --faster:#63d68d;--slower:#ff938a;--suspect:#cbadff;--tiny:#ecbf56;--band:#23436f;--line:#8ab6ff;
    --plus:#12331f;--minus:#401c1c;--hunk:#1b2b45;--mark:#43380f;--theta:#26303a;--dot:#8c98a5;--literal:#cbadff;
    """

  static let text = """
    :root{\(light)}
    @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
    :root[data-theme=dark]{\(dark)color-scheme:dark}:root[data-theme=light]{color-scheme:light}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    header,main{max-width:1180px;margin:0 auto;padding:0 20px}
    header{padding-top:28px}h1{font-size:1.75rem;line-height:1.25;margin:.1em 0 .3em;overflow-wrap:anywhere}
    h2{font-size:1.3rem;margin:2em 0 .6em}h3{font-size:1.1rem;margin:1.2em 0 .4em;overflow-wrap:anywhere}
    h4{font-size:.95rem;margin:1.4em 0 .4em}small{color:var(--quiet);font-weight:400;font-size:.85em}
    .brand{color:var(--quiet);margin:0;font-size:.85rem;letter-spacing:.06em}
    .byline,.note,caption{color:var(--quiet);margin:.1em 0;font-size:.9rem;overflow-wrap:anywhere}
    nav{margin:14px 0 0;padding:10px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center}
    nav .script-only{margin-left:auto}a{color:var(--link);text-underline-offset:2px}
    a:not(:hover){text-decoration-thickness:1px}
    .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px}
    .verdict{background:var(--sheet);border:1px solid var(--rule);border-radius:8px;padding:4px 20px 16px;margin-top:20px}
    .verdict h2{margin:.6em 0 .3em}.verdict ul{list-style:none;padding:0;margin:0 0 1em}
    .verdict li{padding:2px 0 2px 1.6em;text-indent:-1.6em;color:var(--ink)}.verdict li a{color:inherit}
    .sign{display:inline-block;width:1.3em;text-indent:0;font-weight:700}
    .faster .sign,td.faster,span.faster{color:var(--faster)}.slower .sign,td.slower,span.slower{color:var(--slower)}
    .suspect .sign,td.suspect,span.suspect{color:var(--suspect)}.tiny .sign,td.tiny,span.tiny{color:var(--tiny)}
    td.same,span.same,td.unsure,span.unsure,td.quiet{color:var(--quiet)}
    td.faster,span.faster,td.slower,span.slower{font-weight:600}
    .scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;font-size:.9rem;width:100%;font-variant-numeric:tabular-nums}
    caption{text-align:left;padding:0 0 6px}th,td{padding:4px 10px;text-align:left;border-bottom:1px solid var(--rule);vertical-align:middle}
    thead th{color:var(--quiet);font-weight:600;font-size:.85rem;white-space:nowrap}tbody th{font-weight:400}
    td.number,th.number,.numbers td,td.number small{white-space:nowrap}td.number{text-align:right}td.lines{white-space:nowrap;font-size:.85rem}
    .plus{color:var(--faster)}.minus{color:var(--slower)}.plot{padding:0 6px;width:272px}.forest-table td{white-space:nowrap}.forest-table tbody th{min-width:11em}
    .matrix td[data-workload]{white-space:nowrap}.matrix tr[hidden]{display:none}
    tr.selected>*{background:var(--mark)}.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:.85rem;color:var(--quiet)}
    svg{display:block;max-width:100%;height:auto}svg.chart{min-width:620px;width:100%;max-width:880px;margin:0 auto}svg.forest{width:260px;max-width:none}
    svg text{font:12px system-ui,sans-serif;fill:var(--quiet)}.mid{text-anchor:middle}.end{text-anchor:end}
    .grid{stroke:var(--rule)}.baseline{stroke:var(--quiet);stroke-dasharray:4 3}.theta{fill:var(--theta)}
    .band{fill:var(--band)}.step{fill:none;stroke:var(--line);stroke-width:2.5;stroke-linejoin:round}.hit{fill:transparent}
    g.stage.selected .hit{fill:var(--mark);fill-opacity:.6}svg .glyph{font-size:14px;font-weight:700}
    svg .faster{fill:var(--faster)}svg .slower{fill:var(--slower)}svg .suspect{fill:var(--suspect)}svg .tiny{fill:var(--tiny)}
    svg .same,svg .unsure{fill:var(--quiet)}.interval{stroke:var(--quiet);stroke-width:2}
    .interval.faster{stroke:var(--faster)}.interval.slower{stroke:var(--slower)}
    .interval.suspect{stroke:var(--suspect)}.interval.tiny{stroke:var(--tiny)}
    .dot{fill:none;stroke:var(--dot);stroke-width:3.2;stroke-linecap:round;stroke-opacity:.55}
    .median{fill:none;stroke:var(--line);stroke-width:2}.latency{fill:none;stroke:var(--dot);stroke-opacity:.5;stroke-width:1.2}
    .latency.base{stroke:var(--quiet);stroke-width:2.2;stroke-dasharray:5 3;stroke-opacity:1}.latency.last{stroke:var(--line);stroke-width:2.6;stroke-opacity:1}
    g.stage.selected .latency{stroke:var(--suspect);stroke-width:3;stroke-opacity:1}
    .patch{border:1px solid var(--rule);border-radius:8px;padding:0 20px 16px;margin:0 0 24px;scroll-margin-top:8px}
    .badge{display:inline-block;min-width:1.7em;text-align:center;background:var(--ink);color:var(--paper);border-radius:4px;font-size:.9em}
    .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:0 24px}
    pre{background:var(--sheet);border:1px solid var(--rule);border-radius:6px;padding:10px 12px;margin:0;overflow-x:auto;font:13px/1.45 ui-monospace,monospace;tab-size:8}
    pre.message,pre.code{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px}.measured td,.claims td{white-space:nowrap}.numbers td,.numbers thead th:not(:first-child){text-align:right}.measured{font-size:.82rem}.measured td,.measured th{padding:4px 7px}pre.diff>*{display:block;text-decoration:none;font-style:normal;font-weight:400;margin:0 -12px;padding:0 12px;width:max-content;min-width:calc(100% + 24px)}
    pre ins{background:var(--plus)}pre del{background:var(--minus)}pre.diff u{background:var(--hunk);color:var(--quiet)}
    .token-comment{color:var(--quiet)}.token-keyword{font-weight:600}.token-string,.token-number{color:var(--literal)}
    pre.diff b{font-weight:700;border-top:1px solid var(--rule)}pre.diff i{color:var(--quiet)}
    ul.findings{padding-left:1.2em;font-size:.92rem}ul.findings:empty{display:none}.findings .faster,.findings .slower{list-style:none;margin-left:-1.2em}
    .findings .faster>span:first-child{color:var(--faster)}.findings .slower>span:first-child{color:var(--slower)}.evidence{color:var(--quiet)}
    .trailers,.files{list-style:none;padding:0;margin:.6em 0;font-size:.85rem;overflow-wrap:anywhere}.files .plus,.files .minus{font-family:ui-monospace,monospace}
    .design .changed>*{background:var(--mark)}.design td,.design th{overflow-wrap:anywhere;padding:3px 8px;font-size:.82rem}
    summary{cursor:pointer;font-weight:600;margin:.8em 0 .4em}dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 20px;font-size:.92rem}
    dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
    button,input{font:inherit;font-size:.88rem;color:var(--ink);background:var(--sheet);border:1px solid var(--quiet);border-radius:5px;padding:3px 10px}
    button{cursor:pointer}button[aria-pressed=true]{background:var(--ink);color:var(--paper)}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}.patch:focus{outline:none}
    dialog{background:var(--paper);color:var(--ink);border:1px solid var(--quiet);border-radius:8px;max-width:min(92vw,32rem)}dialog::backdrop{background:#0008}
    kbd{font:inherit;border:1px solid var(--quiet);border-radius:4px;padding:0 5px}
    .script-only{display:none}.js .script-only{display:block}.js nav .script-only{display:inline}
    .m-median,.m-requests,.m-bytes,.m-p99,.m-cpu,.a-base{display:none}
    [data-against=base] .a-previous,body:not([data-metric=change]) .m-change.m-change{display:none}[data-against=base] .a-base{display:inline}
    [data-metric=median] .m-median,[data-metric=requests] .m-requests,[data-metric=bytes] .m-bytes,[data-metric=p99] .m-p99,[data-metric=cpu] .m-cpu{display:inline}
    #status{position:fixed;bottom:0;right:0;margin:0;padding:4px 12px;background:var(--ink);color:var(--paper);font-size:.85rem;border-radius:6px 0 0 0}#status:empty{display:none}
    @media screen{.js .patch:not(.current),.js .workload:not(.current){display:none}}
    @media (max-width:820px){.columns{grid-template-columns:minmax(0,1fr)}header,main{padding-left:12px;padding-right:12px}.verdict,.patch{padding-left:12px;padding-right:12px}h1{font-size:1.35rem}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}.matrix td.lines,.matrix th:nth-child(3){display:none}.matrix th,.matrix td{padding:4px 6px}}
    @media print{nav,.script-only.script-only,#status,.skip{display:none}body{font-size:10pt}.patch{break-inside:auto;border:0;padding:0}h2,h3{break-after:avoid}.scroll,pre{overflow:visible}pre{white-space:pre-wrap;overflow-wrap:anywhere}pre.diff>*{width:auto}table{font-size:8pt}.columns{display:block}}
    """
}
