import ArgumentParser
import Documents
import EngineLane
import FuseSeries
import PatchMail
import Replay
import Reports
import Rounds

/// `run`, the main job: read the series, apply it, measure every stage, report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read a series, apply it patch by patch, measure every stage, and report.",
    discussion: """
      The patches are applied in memory: to a repository's commit (--repo), to the files of a \
      folder (--tree), or, with neither, to a base made of their own context, which shows whether \
      they agree with each other. The result goes to standard output, to DIR/run.json and to \
      DIR/report.html.
      """)

  @OptionGroup var mailboxes: MailboxArguments

  @Option(help: ArgumentHelp("Where run.json and report.html go.", valueName: "dir"))
  var out = "patch-replay-out"

  @OptionGroup var target: TargetOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var patches: PatchChoice
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var server: ServerOptions
  @OptionGroup var mail: MailOptions
  @OptionGroup var choice: SeriesChoice

  func run() async throws {
    let chosen = try choice.read(mailboxes.paths, with: mail)
    let series = SeriesSummary(chosen, includesText: true)
    var rest = chosen
    if patches.isGiven {
      rest.patches = try patches.choose(from: chosen.patches.map { PatchNumber($0.number) })
        .compactMap {
          number in chosen.patches.first { PatchNumber($0.number) == number }
        }
    }
    let applied = rest.patches.isEmpty ? nil : try target.place.apply(rest)
    // Stages fit together by their own rules, also where the text of what is left does not.
    if let applied, let problem = applied.problem, !patches.isGiven {
      try Terminal.print(ApplyReport(applied, style: text.style).render())
      throw Failure(.badAnswer, problem)
    }
    let stages: [StageUnderTest]
    do throws(Failure) { stages = try SeriesStages.of(series, patches) } catch {
      if let applied { try Terminal.print(ApplyReport(applied, style: text.style).render()) }
      throw error
    }
    let folder = try OutputFolder(out)
    folder.announceReplacing()
    let stop = StopToken()
    InterruptSignals.listen(for: stop)
    var measured =
      try stages.isEmpty
      ? experiment.nothing(series: series, apply: applied, server: server)
      : await experiment.measure(
        stages, lanes: [.engine], series: series, apply: applied,
        without: SeriesStages.leftOut(of: series, patches), server: server,
        confirms: confirmation.confirm, stop: stop)
    let problem = patches.isGiven ? applied?.problem : nil
    if let problem {
      measured.run.warnings.append("what is left does not all apply: \(problem)")
    }
    let run = measured.run
    // What was measured first: it must not be lost with a page that cannot be made.
    let lost = folder.write([
      "run.json": { try JSONText.pretty(run) }, "report.html": { try HTMLReport(run).render() },
    ])
    if stages.isEmpty {
      try Terminal.print(
        InspectReport(
          InspectDocument(messages: [], series: [series], problems: []), style: text.style
        ).render())
      if let applied { try Terminal.print(ApplyReport(applied, style: text.style).render()) }
      run.warnings.forEach(Terminal.report)
    } else {
      try Terminal.print(TextReport(run, style: text.style).render())
    }
    if let lost { throw lost }
    Terminal.report("written: \(folder.path)/run.json and report.html")
    if let ending = SeriesStages.ending(series, measured) { throw ending }
    if let problem { throw Failure(.badAnswer, "what is left does not all apply: \(problem)") }
  }
}
