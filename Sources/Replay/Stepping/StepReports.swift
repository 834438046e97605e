internal import Documents
internal import Failures
internal import Reports

/// The reports that the stepper writes.
struct StepReports {
  private let run: Run
  /// The folder that was named.
  private let out: String

  init(_ run: Run, out: String) {
    self.run = run
    self.out = out
  }

  /// Writes the page, and shows it.
  ///
  /// - Parameters:
  ///   - later: The rounds that were measured here.
  ///   - show: Opens a file; nil where there is nothing to open it with.
  /// - Returns: A line that says where it is.
  /// - Throws: ``Failure`` where it cannot be written or shown.
  func open(
    with later: [LaterRounds], _ show: ((String) throws(Failure) -> Void)?
  ) throws(Failure) -> String {
    let run = run.adding(later)
    let (folder, holder) = try folder()
    if let lost = folder.write(["report.html": HTMLReport(run).render]).lost { throw lost }
    let path = "\(folder.path)/report.html"
    guard let show else { return "written: \(path)\(reason(holder))" }
    try show(path)
    return "written and opened: \(path)\(reason(holder))"
  }

  /// Writes the run in all forms.
  ///
  /// - Parameter later: The rounds that were measured here.
  /// - Returns: A line that says where they are.
  /// - Throws: ``Failure`` where one of them cannot be written.
  func export(with later: [LaterRounds]) throws(Failure) -> String {
    let run = run.adding(later)
    let (folder, holder) = try folder()
    let written = folder.write([
      "run.json": { try JSONText.pretty(run) },
      "report.html": HTMLReport(run).render,
      "report.md": MarkdownReport(run).render,
      "report.csv": CSVReport(run).long,
    ])
    if let lost = written.lost { throw lost }
    return
      "written\(later.isEmpty ? "" : " with the rounds measured here") to "
      + "\(folder.path)\(reason(holder)): run.json, report.html, report.md, report.csv"
  }

  /// Where reports go: the folder that was named, or one with a number behind its name where that
  /// holds what another run measured, which nobody asked to lose.
  private func folder() throws(Failure) -> (folder: OutputFolder, holder: String?) {
    let named = try OutputFolder(out)
    var (folder, number) = (named, 1)
    while folder.holdsMeasurements(otherThan: run) {
      number += 1
      folder = try OutputFolder(named.sibling(number))
    }
    return (folder, number == 1 ? nil : named.path)
  }

  private func reason(_ holder: String?) -> String {
    holder.map { ", as \($0) holds another run's measurements" } ?? ""
  }
}

extension Run {
  /// The run with rounds that were measured after it, in place of earlier ones of the same patch and
  /// workload.
  fileprivate func adding(_ later: [LaterRounds]) -> Run {
    var run = self
    let kept = (laterRounds ?? []).filter { old in
      !later.contains { $0.patch == old.patch && $0.workload == old.workload }
    }
    let all = kept + later
    run.laterRounds = all.isEmpty ? nil : all
    return run
  }
}
