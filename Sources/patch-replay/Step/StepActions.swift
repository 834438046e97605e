import Documents
import EngineLane
import Foundation
import FuseSeries
import PatchMail
import Replay
import Reports
import Rounds
import Statistics
import Stepper

/// Does what keys of the stepper ask for; answers come through the mailbox.
final class StepActions {
  private let input: StepInput
  private let server: ServerOptions
  private let out: String
  private let mailbox: StepMailbox
  /// The rounds made here, by stage and workload.
  private let rounds = PairRounds()
  /// Ends the measurement that was started last.
  private(set) var stop = StopToken()

  init(_ input: StepInput, server: ServerOptions, out: String, mailbox: StepMailbox) {
    self.input = input
    self.server = server
    self.out = out
    self.mailbox = mailbox
  }

  func perform(_ effect: StepEffect) {
    do {
      switch effect {
      case .quit: break
      case .measure(let stage, let workload, let isConfirmation):
        do {
          try measure(stage, workload, isConfirmation: isConfirmation)
        } catch {
          mailbox.post(.ended(Failure(error).message))
        }
      case .stopMeasuring: stop.ask()
      case .leaveOut(let numbers): try leaveOut(Set(numbers))
      case .openReport: try openReport()
      case .export: try export()
      }
    } catch {
      mailbox.post(.told(Failure(error).message))
    }
  }

  /// Measures a stage and the one before it in the background.
  private func measure(_ stage: Int, _ name: String?, isConfirmation: Bool) throws {
    guard let patches = input.run.series?.patches, stage <= patches.count,
      patches[stage - 1].stage != nil, let plan = input.run.series?.plan
    else {
      throw Failure(
        .usage, "this patch is no stage of the engine; `patch-replay measure` measures any project")
    }
    let steps = patches[..<stage].compactMap(\.appliedStep)
    let stages = try StageUnderTest.stages(of: plan, applying: steps)
    let engine = input.run.lanes[.engine]?.workloads.map(\.name) ?? []
    let workload = try Workload(
      name.flatMap { engine.contains($0) ? $0 : nil } ?? plan.defaultWorkloads[0].rawValue)
    let key = PairRounds.Key(stage: stage, workload: workload.description)
    let found = try isConfirmation ? change(key, patches[stage - 1]) : nil
    let place = try server.place()
    let count = isConfirmation ? max(12, input.run.settings.rounds) : 12
    let seed = UInt64.random(in: 0..<(1 << 53))
    let experiment = EngineExperiment(
      stages: Array(stages.suffix(2)), workloads: [try WorkloadRun(workload)],
      end: StopRule(rounds: count, precision: nil, seconds: nil), seed: seed)
    let job = PairJob(key: key, confirmed: found, experiment: experiment, place: place)
    stop = StopToken()
    Task.detached { [mailbox, rounds, stop] in await job.run(rounds, mailbox, stop) }
  }

  /// The change that fresh rounds are to confirm: the run's, or that of rounds made here.
  private func change(_ key: PairRounds.Key, _ patch: PatchSummary) throws -> Double {
    let workload = input.run.lanes[.engine]?.workloads.first { $0.name == key.workload }
    let measured = workload?.stages.first { $0.patch == patch.number }
    let changes = [measured?.vsPrevious, rounds.change(of: key)].compactMap(\.self)
    if let found = changes.first(where: \.verdict.isFinding) { return found.ratio }
    guard let last = changes.last else {
      throw Failure(.usage, "nothing is measured yet that could be confirmed")
    }
    throw Failure(.usage, "nothing to confirm: \(last.verdict.rawValue)")
  }

  /// Tells what becomes of the series without some patches.
  private func leaveOut(_ numbers: Set<PatchNumber>) throws {
    guard !numbers.isEmpty, let series = input.run.series else {
      return mailbox.post(.rest(apply: nil, words: ["all patches are in again"]))
    }
    let applied: ApplyDocument
    if let target = input.target, var rest = input.series {
      rest.patches.removeAll { numbers.contains(PatchNumber($0.number)) }
      if case .hollow = target {
        applied = ApplyDocument(hollow: series, without: numbers)
      } else {
        applied = try target.apply(rest)
      }
    } else {
      applied = ApplyDocument(hollow: series, without: numbers)
    }
    var words: [String] = []
    let refused = applied.patches.filter { $0.status == .conflict }.map(\.number)
    words.append(
      refused.isEmpty
        ? "the other patches apply"
        : "the others do not all apply: patch \(refused.map(\.description).joined(separator: ", "))"
    )
    let steps = series.patches.filter { !numbers.contains($0.number) }.compactMap(\.appliedStep)
    if !steps.isEmpty, let plan = series.plan {
      do throws(PlanError) {
        _ = try StageUnderTest.stages(of: plan, applying: steps)
        words.append("their stages fit together; `replay --without` measures them")
      } catch {
        words.append("their stages do not fit together: \(error.description)")
      }
    }
    mailbox.post(.rest(apply: applied, words: words))
  }

  private func openReport() throws {
    let (folder, holder) = try reportFolder()
    if let lost = folder.write(["report.html": HTMLReport(input.run).render]) { throw lost }
    let path = "\(folder.path)/report.html"
    let environment = ProcessInfo.processInfo.environment
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else {
      return mailbox.post(.told("written: \(path)\(reason(holder))"))
    }
    let opener = Process()
    opener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    opener.arguments = ["xdg-open", path]
    (opener.standardInput, opener.standardOutput, opener.standardError) =
      (FileHandle.nullDevice, FileHandle.nullDevice, FileHandle.nullDevice)
    try opener.run()
    mailbox.post(.told("written and opened: \(path)\(reason(holder))"))
  }

  private func export() throws {
    let (folder, holder) = try reportFolder()
    let lost = folder.write([
      "run.json": { [input] in try JSONText.pretty(input.run) },
      "report.html": HTMLReport(input.run).render,
      "report.md": MarkdownReport(input.run).render,
      "report.csv": CSVReport(input.run).long,
    ])
    if let lost { throw lost }
    let unkept = rounds.isEmpty ? "" : " without the rounds measured here"
    mailbox.post(
      .told(
        "written\(unkept) to \(folder.path)\(reason(holder)): "
          + "run.json, report.html, report.md, report.csv"))
  }

  /// Where reports go: the folder that was named, or one with a number behind its name where that
  /// holds what another run measured, which nobody asked to lose.
  private func reportFolder() throws -> (folder: OutputFolder, holder: String?) {
    let own = try JSONText.pretty(input.run)
    let named = try OutputFolder(out)
    var (folder, number) = (named, 1)
    while folder.holdsMeasurements(otherThan: own) {
      number += 1
      folder = try OutputFolder(named.sibling(number))
    }
    return (folder, number == 1 ? nil : named.path)
  }

  private func reason(_ holder: String?) -> String {
    holder.map { ", as \($0) holds another run's measurements" } ?? ""
  }
}

/// Rounds of one patch and of the stage before it, to be measured.
private struct PairJob: Sendable {
  let key: PairRounds.Key
  /// The change that the rounds are to confirm; nil where they are to find one.
  let confirmed: Double?
  let experiment: EngineExperiment
  let place: ServerPlace

  func run(_ rounds: PairRounds, _ mailbox: StepMailbox, _ stop: StopToken) async {
    do {
      let measurement = try await EngineMeasurement.measure(
        experiment, against: place, as: ServerOptions.caller, stop: stop
      ) { progress in
        guard case .finished(let round, let count, _, let left, _) = progress else { return }
        mailbox.post(
          .progress(
            "round \(round)/\(count ?? 0) of stages \(key.stage - 1) and \(key.stage), about "
              + "\(Int(left.rounded())) s left"))
      }
      if let failure = measurement.failure { throw failure }
      guard let result = measurement.engineResult(claims: [])?.workloads.first,
        result.stages.count == 2
      else { return mailbox.post(.ended("the rounds gave no result")) }
      let isInterrupted = measurement.isInterrupted
      // Fewer rounds than were to confirm it would confirm it too easily, or not at all.
      if isInterrupted, confirmed != nil {
        return mailbox.post(.ended("stopped; nothing is confirmed"))
      }
      rounds.note()
      let fresh = (before: result.stages[0].samples, after: result.stages[1].samples)
      let figures = confirmed == nil ? rounds.add(fresh, to: key) : fresh
      guard
        let change = PairComparison.judge(
          before: figures.before, after: figures.after, seed: experiment.seed)
      else {
        let count = figures.after.count
        return mailbox.post(
          .ended("\(isInterrupted ? "stopped; " : "")\(count) rounds are too few to judge"))
      }
      if confirmed == nil { rounds.found(change, of: key) }
      mailbox.post(
        .measured(
          PairResult(
            stage: key.stage, workload: key.workload, before: figures.before,
            after: figures.after, unit: result.unit, change: change,
            confirmation: confirmed.flatMap {
              PairComparison.confirm($0, before: figures.before, after: figures.after)
            })))
    } catch MeasurementError.interrupted {
      mailbox.post(.ended("stopped; no round is complete"))
    } catch {
      mailbox.post(.ended(Failure(error).message))
    }
  }
}
