import Documents
import Failures
import Rounds
import TestSupport
import Testing

@testable import CommandLane
@testable import Replay

/// Of several things that are wrong with a run, which one the program ends with.
struct MeasureEndingTests {
  /// What may be wrong, the gravest first.
  private enum Trouble: Int, CaseIterable {
    case interrupted, problem, conflict, unbuildable, incomplete, gate
  }

  private func ending(_ troubles: Set<Trouble>) throws -> MeasureEnding {
    let stage = BuiltStage(
      stage: CommandStage(place: 1, patch: 1, subject: "one", tree: "tree"),
      build: BuildRecord(
        key: "key", tree: "tree", isBuilt: !troubles.contains(.unbuildable), log: "an error",
        seconds: 1, binaries: nil))
    let settings = CommandSettings(
      build: "make", runs: ["./x"], setup: nil, prepare: nil, conclude: nil, timeout: 60, pin: [],
      environment: [:], metrics: [])
    var measurement = CommandMeasurement(
      stages: [stage],
      plan: CommandPlan(
        stages: [CommandPlan.Stage(place: 1, key: "key", binaries: nil)], settings: settings,
        machine: "machine", seed: 1),
      cells: [], reason: troubles.contains(.interrupted) ? .interrupted : .rounds(12))
    if troubles.contains(.problem) { measurement.problem = .nothingToMeasure("of nothing") }
    let apply = ApplyDocument(
      base: ApplyBase(kind: .tree, commit: nil, tree: nil),
      branch: nil, complete: !troubles.contains(.conflict),
      patches: [
        AppliedPatch(
          number: 1, status: troubles.contains(.conflict) ? .conflict : .applied, commit: nil,
          tree: nil, threeWay: false, hunks: [], rejects: [])
      ])
    var series = try #require(SampleRun.make().series)
    series.complete = !troubles.contains(.incomplete)
    series.expected = troubles.contains(.incomplete) ? 3 : 2
    return MeasureEnding(
      measurement: measurement, apply: apply, series: series,
      gate: try FailureGate(troubles.contains(.gate) ? ["faster:100%"] : []))
  }

  /// A run of the command lane with a change that the gate of ``Trouble/gate`` finds.
  private var run: Run {
    var run = SampleRun.make()
    run.lanes = [.command: run.lanes[.engine] ?? LaneResult(workloads: [])]
    return run
  }

  private func outcome(
    _ troubles: Set<Trouble>, of run: Run, in path: String
  ) throws -> Outcome<MeasureRequest.Answer> {
    try ending(troubles).outcome(of: run, in: OutputFolder(path), journal: "j")
  }

  private func words(_ trouble: Trouble) -> String {
    switch trouble {
    case .interrupted: "interrupted; --resume goes on with j"
    case .problem: "of nothing"
    case .conflict: "patch 1 does not apply"
    case .unbuildable: "an error"
    case .incomplete: "2 of 3 patches are here"
    case .gate: "is faster by at least"
    }
  }

  @Test func `a run with which nothing is wrong ends well, and is written`() throws {
    let scratch = try Scratch()
    let outcome = try outcome([], of: run, in: scratch.path)
    #expect(outcome.ending == nil && !outcome.answer.isEmpty)
    #expect(outcome.notes.count == 1)
    #expect(exists("run.json", in: scratch.path))
  }

  @Test func `of several troubles the gravest ends the run, and a gate's finding is told too`()
    throws
  {
    for first in Trouble.allCases {
      let scratch = try Scratch()
      let troubles = Set(Trouble.allCases.filter { $0.rawValue >= first.rawValue })
      let outcome = try outcome(troubles, of: run, in: scratch.path)
      let message = outcome.ending?.message ?? ""
      #expect(message.contains(words(first)), "\(first): \(message)")
      #expect(outcome.ending?.exitClass == (first == .interrupted ? .interrupted : .badAnswer))
      let notes = outcome.notes.joined(separator: "\n")
      #expect(notes.contains(words(.gate)), "\(first): \(notes)")
      #expect(exists("run.json", in: scratch.path))
    }
  }

  @Test func `an interrupted run without a figure does not replace an earlier one`() throws {
    let scratch = try Scratch()
    var empty = run
    empty.lanes = [.command: LaneResult(workloads: [])]
    let outcome = try outcome([.interrupted, .gate], of: empty, in: scratch.path)
    #expect(outcome.answer.isEmpty)
    #expect(outcome.ending?.exitClass == .interrupted)
    #expect(outcome.ending?.message.contains("no run.json is written") == true)
    #expect(!exists("run.json", in: scratch.path))
  }
}
