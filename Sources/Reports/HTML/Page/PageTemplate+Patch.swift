extension PageTemplate {
  static let patch = """
    <article class="patch" id="p{{number}}" data-patch="{{number}}" tabindex="-1" aria-labelledby="p{{number}}-title">
    <h3 id="p{{number}}-title"><span class="badge">{{number}}</span> {{subject}}</h3>
    <p class="byline">{{author}} · {{date}} · <span class="plus">+{{additions}}</span> <span class="minus">−{{deletions}}</span></p>
    <div class="scroll"><table class="measured"><caption>What it changed, measured and counted: before → after</caption>
    <thead><tr><th scope="col">workload</th><th scope="col">throughput</th><th scope="col">against the stage before</th><th scope="col">verdict</th><th scope="col">requests</th><th scope="col">metadata bytes</th><th scope="col">allocations</th><th scope="col">CPU</th><th scope="col">against base</th></tr></thead><tbody>
    {{#measured}}
    <tr><th scope="row">{{workload}}</th><td>{{median}} {{unit}}</td><td>{{previous}}</td><td class="{{kind}}">{{glyph}} {{word}}</td><td>{{requests}}</td><td>{{bytes}}</td><td>{{allocations}}</td><td>{{cpu}}</td><td>{{base}}</td></tr>
    {{/measured}}
    {{^measured}}<tr><td colspan="9">This patch is no stage of the engine; it was applied, not measured.</td></tr>{{/measured}}
    </tbody></table></div>
    {{#logs}}<h4>{{state}}</h4><pre class="message">{{log}}</pre>{{/logs}}
    <ul class="findings">
    {{#promises}}<li class="{{kind}}"><span aria-hidden="true">{{glyph}}</span> promised {{promise}}: {{word}}{{#hasEvidence}} <span class="evidence">({{evidence}})</span>{{/hasEvidence}}</li>{{/promises}}
    {{#behaviour}}<li class="slower"><span aria-hidden="true">!</span> behaviour: {{probe}}: {{before}} → {{after}}. {{meaning}}</li>{{/behaviour}}
    {{#calls}}<li>{{name}}: requests {{requests}}, bytes {{bytes}}</li>{{/calls}}
    </ul>
    <div class="columns">
    <div class="left">
    <h4>Message</h4>
    <pre class="message">{{body}}</pre>
    <ul class="trailers">{{#trailers}}<li><b>{{key}}:</b> {{value}}</li>{{/trailers}}</ul>
    {{#hasCode}}<h4>The same step in Swift</h4>
    <pre class="code">{{code}}</pre>{{/hasCode}}
    {{#isStage}}<p class="note">Recognised by {{evidence}}.</p>{{/isStage}}
    {{#hasDesign}}<h4>Design, before and after</h4>
    <div class="scroll"><table class="design"><thead><tr><th scope="col">field</th><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>
    {{#design}}<tr class="changed"><th scope="row">● {{field}}</th><td>{{before}}</td><td>{{after}}</td></tr>{{/design}}{{^design}}<tr><td colspan="3">nothing</td></tr>{{/design}}
    </tbody></table></div>
    <p class="note">As before: {{unchanged}}.</p>{{/hasDesign}}
    <p class="note">patch-id {{patchID}}</p>
    </div>
    <div class="right">
    <h4>Files</h4>
    <ul class="files">{{#files}}<li><code>{{path}}</code> {{status}} <span class="plus">+{{additions}} {{plus}}</span> <span class="minus">−{{deletions}} {{minus}}</span></li>{{/files}}{{#hasMoreFiles}}<li>and {{moreFiles}} more files</li>{{/hasMoreFiles}}</ul>
    {{#hasDiff}}<details class="diff" open><summary>Diff</summary>
    <pre class="diff" tabindex="0" aria-label="Diff of patch {{number}}">{{{diff}}}</pre>
    {{#isCut}}<p class="note">{{hidden}} more lines are not shown.</p>{{/isCut}}</details>{{/hasDiff}}
    {{^hasDiff}}<p class="note">The run holds no diff of this patch.</p>{{/hasDiff}}
    </div>
    </div>
    </article>

    """

  static let appendix = """
    <section id="counted" aria-labelledby="counted-title">
    <h2 id="counted-title">Counted, call by call</h2>
    {{#kernel.any}}
    <div class="scroll"><table><caption>The running kernel: one call for each segment, and one for the whole vector</caption>
    <thead><tr><th scope="col">workload</th><th scope="col">call</th><th scope="col">throughput</th><th scope="col">requests</th><th scope="col">against one call for each segment</th><th scope="col">against the engine's last stage</th></tr></thead><tbody>
    {{#kernel.rows}}<tr><th scope="row">{{workload}}</th><td>{{call}}</td><td>{{median}} <small>{{interval}}</small> {{unit}}</td><td>{{requests}}</td><td>{{base}}</td><td>{{engine}}</td></tr>{{/kernel.rows}}
    </tbody></table></div>
    {{/kernel.any}}
    {{#counted.any}}
    <div class="scroll"><table class="counted numbers"><caption>Bytes of request memory for one call of each kind at each stage; ▾ less and ▴ more than the stage before</caption>
    <thead><tr><th scope="col">#</th>{{#counted.calls}}<th scope="col">{{.}}</th>{{/counted.calls}}</tr></thead><tbody>
    {{#counted.rows}}<tr data-patch="{{number}}"><th scope="row" class="number">{{number}}</th>{{#cells}}<td class="{{kind}}">{{glyph}} {{text}}</td>{{/cells}}</tr>
    {{/counted.rows}}
    </tbody></table></div>
    {{/counted.any}}
    {{^counted.any}}<p>This run holds no counted calls.</p>{{/counted.any}}
    </section>
    <section id="machine" aria-labelledby="machine-title">
    <h2 id="machine-title">Machine and plan</h2>
    <dl>{{#environment}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/environment}}</dl>
    </section>
    <section id="method" aria-labelledby="method-title">
    <h2 id="method-title">Method</h2>
    <p>Every round measures every stage once, in random order from the seed above, and stages are compared only inside a round. A change is the geometric mean of the paired ratios. Its interval comes from a max-T wild bootstrap on the paired log-ratios over all comparisons of the run together, so that all of them hold at once with 95 % confidence. “No change” means that {{#equivalence}}the 90 % interval of this one mean, which is then the one shown, lies within ±2 %, and that of the signed-rank test does too{{/equivalence}}{{^equivalence}}the 90 % interval of the signed-rank test lies within ±2 %{{/equivalence}}; “inconclusive” means that the run cannot tell. Where no single patch can be blamed, the smallest run of patches over which the change is real is named as suspects.</p>
    <p>Requests, pages, pins, allocations and bytes are counted, not timed: they are exact and the same on every machine. Every workload checks the data it moved, outside the timed part.</p>
    </section>
    <section id="data" aria-labelledby="data-title">
    <h2 id="data-title">Data</h2>
    <p class="script-only"><button type="button" id="copy-json">Copy JSON</button> <button type="button" id="save-json">Save JSON</button> <button type="button" id="copy-csv">Copy CSV</button> <button type="button" id="save-csv">Save CSV</button> <button type="button" id="copy-markdown">Copy Markdown</button></p>
    <details><summary>Markdown, to paste under a cover letter</summary><pre id="markdown" tabindex="0" aria-label="Markdown">{{{markdown}}}</pre></details>
    <p class="note">The whole run, but for the patches' texts, is embedded in this file, in the element <code>script#run</code>: JSON, deflated, in base 64.</p>
    </section>

    """
}
