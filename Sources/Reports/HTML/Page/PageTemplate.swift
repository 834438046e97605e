/// The page's templates, by the names under which they include each other.
enum PageTemplate {
  static let parts: [(name: String, text: String)] = [
    ("page", page), ("overview", overview), ("workload", workload), ("patch", patch),
    ("appendix", appendix),
  ]

  private static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '{{{scriptHash}}}'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{{title}} – patch-replay</title>
    <style>{{{style}}}</style>
    </head>
    <body data-metric="change" data-against="previous">
    <a class="skip" href="#matrix">Skip to the patches</a>
    <header>
    <p class="brand">patch-replay</p>
    <h1>{{title}}</h1>
    <p class="byline">{{byline}}</p>
    <p class="byline">{{applied}}</p>
    <nav aria-label="Sections">
    <a href="#matrix">Patches</a> <a href="#charts">Charts</a> <a href="#panels">Each patch</a>
    <a href="#counted">Counted</a> <a href="#machine">Machine</a> <a href="#method">Method</a> <a href="#data">Data</a>
    <span class="script-only"><button type="button" id="theme">theme</button> <button type="button" id="keys">keys ?</button></span>
    </nav>
    </header>
    <main>
    {{>overview}}
    <section id="charts" aria-labelledby="charts-title">
    <h2 id="charts-title">Stage by stage</h2>
    <p class="tabs script-only" id="tabs">{{#workloads}}<button type="button" data-workload="{{index}}">{{name}}</button> {{/workloads}}</p>
    {{#workloads}}
    {{>workload}}
    {{/workloads}}
    </section>
    <section id="panels" aria-labelledby="panels-title">
    <h2 id="panels-title">Each patch</h2>
    <p class="script-only stepper"><button type="button" id="previous">← k</button> <button type="button" id="next">j →</button> <span id="place"></span></p>
    {{#patches}}
    {{>patch}}
    {{/patches}}
    </section>
    {{>appendix}}
    </main>
    <p id="status" role="status" aria-live="polite"></p>
    <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <table><tbody>
    <tr><th scope="row"><kbd>j</kbd> <kbd>k</kbd> <kbd>→</kbd> <kbd>←</kbd></th><td>next and previous patch</td></tr>
    <tr><th scope="row"><kbd>Home</kbd> <kbd>End</kbd></th><td>first and last patch</td></tr>
    <tr><th scope="row"><kbd>w</kbd></th><td>next workload</td></tr>
    <tr><th scope="row"><kbd>m</kbd></th><td>next metric in the matrix</td></tr>
    <tr><th scope="row"><kbd>b</kbd></th><td>against the stage before, or against the base</td></tr>
    <tr><th scope="row"><kbd>/</kbd></th><td>filter the patches</td></tr>
    <tr><th scope="row"><kbd>d</kbd></th><td>show or hide diffs</td></tr>
    <tr><th scope="row"><kbd>t</kbd></th><td>light, dark, or as the system says</td></tr>
    </tbody></table>
    <p><button type="button" id="close">Close</button></p>
    </dialog>
    <script type="text/plain" id="run">{{{data}}}</script>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  private static let overview = """
    <section class="verdict" aria-labelledby="verdict-title">
    <h2 id="verdict-title">{{verdict.headline}}</h2>
    <ul>
    {{#verdict.sentences}}
    <li class="{{kind}}"><span class="sign" aria-hidden="true">{{glyph}}</span> {{#patch}}<a href="#p{{patch}}">{{text}}</a>{{/patch}}{{^patch}}{{text}}{{/patch}}</li>
    {{/verdict.sentences}}
    {{#warnings}}
    <li class="tiny"><span class="sign" aria-hidden="true">⚠</span> {{.}}</li>
    {{/warnings}}
    {{#problems}}
    <li class="tiny"><span class="sign" aria-hidden="true">⚠</span> {{severity}}: {{text}}</li>
    {{/problems}}
    </ul>

    <div class="scroll"><table class="claims"><caption>What the cover letter claims, and what was measured here</caption>
    <thead><tr><th scope="col">workload</th><th scope="col">claimed</th><th scope="col">factor</th><th scope="col">measured</th><th scope="col">factor [95 %]</th><th scope="col">judged</th></tr></thead><tbody>
    {{#claims}}
    <tr><th scope="row">{{workload}}</th><td>{{claimed}} {{unit}}</td><td>{{claimedFactor}}</td><td>{{measured}} {{unit}}</td><td>{{measuredFactor}} {{interval}}</td><td>{{judgement}}</td></tr>
    {{/claims}}
    {{^claims}}<tr><td colspan="6">The letter claims no figure for these workloads.</td></tr>{{/claims}}
    </tbody></table></div>
    </section>
    {{#matrix}}
    <section id="matrix" aria-labelledby="matrix-title">
    <h2 id="matrix-title">Patches and workloads</h2>
    <p class="tools script-only"><label>Filter <input id="filter" type="search" autocomplete="off"></label>
    <button type="button" id="metric">metric: change</button> <button type="button" id="against">against: stage before</button></p>
    <div class="scroll"><table class="matrix"><caption>Throughput against the stage before unless another metric is chosen; choose a patch to read it</caption>
    <thead><tr><th scope="col">#</th><th scope="col">patch</th><th scope="col">lines</th>{{#workloads}}<th scope="col">{{name}}</th>{{/workloads}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr data-patch="{{patch}}"><td class="number">{{number}}</td><th scope="row">{{#isPatch}}<a href="#p{{patch}}">{{title}}</a>{{/isPatch}}{{^isPatch}}{{title}}{{/isPatch}}</th><td class="lines"><span class="plus">{{additions}}</span> <span class="minus">{{deletions}}</span></td>{{#cells}}<td data-workload="{{workload}}"><span class="m-change a-previous {{previous.kind}}" title="{{previous.hint}}">{{previous.glyph}} {{previous.text}}</span><span class="m-change a-base {{base.kind}}" title="{{base.hint}}">{{base.glyph}} {{base.text}}</span><span class="m-median">{{median}}</span><span class="m-requests">{{requests}}</span><span class="m-bytes">{{bytes}}</span><span class="m-p99">{{p99}}</span><span class="m-cpu">{{cpu}}</span></td>{{/cells}}</tr>
    {{/rows}}
    </tbody></table></div>
    <p class="legend"><span class="faster">▲ faster</span> <span class="slower">▼ slower</span> <span class="tiny">~ tiny but real</span> <span class="suspect">◆ one of several suspects</span> <span class="same">= within ±2 %{{#equivalence}} (90 % interval){{/equivalence}}</span> <span class="unsure">? inconclusive</span></p>
    </section>
    {{/matrix}}

    """

  private static let workload = """
    <article class="workload" data-workload="{{index}}" aria-label="{{name}}">
    <h3>{{name}} <small>{{lane}} lane, {{rounds}}</small></h3>
    <div class="scroll">{{{steps}}}</div>
    <div class="scroll"><table class="forest-table"><caption>Each patch against the stage before: 95 % interval over all comparisons of the run{{#equivalence}}, beside = 90 % of that one{{/equivalence}}, one dot for each round</caption>
    <thead><tr><th scope="col">#</th><th scope="col">patch</th><th scope="col">{{unit}} [95 %]</th><th scope="col">{{{axis}}}</th><th scope="col">against the stage before</th><th scope="col">verdict</th><th scope="col">against base</th></tr></thead><tbody>
    {{#rows}}
    <tr data-patch="{{number}}"><td class="number">{{number}}</td><th scope="row">{{#isPatch}}<a href="#p{{number}}">{{title}}</a>{{/isPatch}}{{^isPatch}}{{title}}{{/isPatch}}</th><td class="number">{{median}} <small>{{interval}}</small></td><td class="plot">{{{forest}}}</td><td class="number">{{change}}</td><td class="{{kind}}">{{glyph}} {{word}}{{#origins}} <small>{{.}}</small>{{/origins}}</td><td class="number">{{base}}</td></tr>
    {{/rows}}
    </tbody></table></div>
    {{#hasCounters}}<details open><summary>Latency and resources</summary>
    <div class="scroll">{{{latency}}}</div>
    <div class="scroll"><table class="numbers"><caption>One call: duration and processor time, and what it costs, counted</caption>
    <thead><tr><th scope="col">#</th><th scope="col">p50</th><th scope="col">p90</th><th scope="col">p99</th><th scope="col">max</th><th scope="col">CPU</th><th scope="col">requests</th><th scope="col">pages per request</th><th scope="col">pin calls</th><th scope="col">allocations</th><th scope="col">array bytes</th><th scope="col">metadata bytes</th></tr></thead><tbody>
    {{#rows}}
    <tr data-patch="{{number}}"><th scope="row" class="number">{{number}}</th><td>{{p50}}</td><td>{{p90}}</td><td>{{p99}}</td><td>{{max}}</td><td>{{cpu}}</td><td>{{requests}}</td><td>{{pages}}</td><td>{{pins}}</td><td>{{allocations}}</td><td>{{arrays}}</td><td>{{bytes}}</td></tr>
    {{/rows}}
    </tbody></table></div></details>{{/hasCounters}}
    <details open><summary>Drift: was the machine quiet?</summary>
    <div class="scroll">{{{drift}}}</div>
    <p class="note">Each dot is one cell against the median of its own stage; the line is the round's median. A flat line at 100 % is a quiet machine.</p></details>
    </article>

    """
}
