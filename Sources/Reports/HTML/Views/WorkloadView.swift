internal import Documents
internal import Presentation

/// One workload: its charts and the table that holds every number in them.
struct WorkloadView {
  let workload: WorkloadResult
  let index: Int
  let lane: LaneKind
  let rounds: Int
  let prefix: String

  var values: [String: Any] {
    let forest = Forest(workload)
    return [
      "index": index, "name": workload.name, "unit": workload.unit, "lane": lane.rawValue,
      "rounds": Columns.counted(rounds, "round"), "hasCounters": lane != .command,
      "steps": StepChart(workload: workload).picture, "axis": forest.axis,
      "drift": DriftChart(workload: workload).picture,
      "latency": LatencyChart(workload: workload).picture,
      "rows": workload.stages.enumerated().map { place, stage in
        row(stage, after: place > 0 ? workload.stages[place - 1] : nil, forest)
      },
    ]
  }

  private func row(
    _ stage: StageResult, after earlier: StageResult?, _ forest: Forest
  ) -> [String: Any] {
    let change = stage.vsPrevious
    func microseconds(_ value: Double?) -> String {
      value.map(TimeText.microseconds) ?? "–"
    }
    let latency = stage.latencyUs
    return [
      "number": stage.label, "title": stage.shortTitle(without: prefix),
      "isPatch": stage.place > .base,
      "median": stage.isMeasured ? workload.text(stage.median) : stage.state.rawValue,
      "interval": stage.isMeasured
        ? "[\(workload.text(stage.low)), \(workload.text(stage.high))]" : "",
      "forest": earlier.map { forest.row(stage, after: $0) } ?? "",
      "change": change?.change ?? workload.difference(of: stage) ?? "–",
      "kind": change.map { Verdicts.kind($0.verdict) } ?? "same",
      "glyph": change.map { Glyph.of($0.verdict) } ?? "",
      "word": change.map { $0.verdict.rawValue + workload.equality(of: stage) }
        ?? (earlier == nil
          ? "base"
          : workload.exactWord(stage, after: workload.measured(before: stage.place))?.rawValue ?? ""),
      "origins": workload.origins.filter { origin in
        stage.patch.map(origin.patches.contains) ?? false
      }.map(\.words),
      "base": stage.vsBase.map { "×" + Columns.factor($0.ratio) } ?? "–",
      "p50": microseconds(latency?.p50), "p90": microseconds(latency?.shownP90),
      "p99": microseconds(latency?.shownP99),
      "max": microseconds(latency?.max), "cpu": TimeText.microseconds(stage.cpuUsPerCall),
      "requests": Columns.count(stage.counters.known(.requestsPerCall)),
      "pages": Columns.count(stage.counters.known(.pagesPerRequest)),
      "pins": Columns.count(stage.counters.known(.pagePinsPerCall)),
      "allocations": Columns.count(stage.counters.known(.allocationsPerCall)),
      "arrays": Columns.count(stage.counters.known(.arrayBytesPerCall)),
      "bytes": Columns.count(stage.counters.known(.metadataBytesPerCall)),
    ]
  }
}

/// The running kernel: one call for each segment beside one for the whole vector.
struct KernelView {
  private let lane: LaneResult?

  init(_ lane: LaneResult?) { self.lane = lane }

  var values: [String: Any] {
    let workloads = lane?.workloads ?? []
    return [
      "any": !workloads.isEmpty,
      "rows": workloads.flatMap { workload in
        workload.stages.map { stage -> [String: Any] in
          func text(_ change: Comparison?) -> String {
            change.map { Columns.change($0.ratio, low: $0.low, high: $0.high) } ?? "–"
          }
          return [
            "workload": workload.name, "call": stage.title, "unit": workload.unit,
            "median": Columns.number(stage.median, decimals: 0),
            "interval": "[\(Columns.number(stage.low, decimals: 0)), "
              + "\(Columns.number(stage.high, decimals: 0))]",
            "base": text(stage.vsBase), "engine": text(stage.vsEngine),
            "requests": Columns.count(stage.counters.known(.requestsPerCall)),
          ]
        }
      },
    ]
  }
}

/// What single calls cost at each stage, counted.
struct CountedView {
  private let run: Run

  init(_ run: Run) { self.run = run }

  var values: [String: Any] {
    guard let counted = run.counted, let stages = counted.calls.first?.stages else {
      return ["any": false]
    }
    return [
      "any": true, "calls": counted.calls.map(\.name),
      "rows": stages.enumerated().map { index, stage -> [String: Any] in
        [
          "number": stage.patch?.description ?? stage.place.description,
          "isPatch": index > 0,
          "cells": counted.calls.map { call -> [String: Any] in
            let bytes = call.stages[index].counters.metadataBytesPerCall
            let earlier = index > 0 ? call.stages[index - 1].counters.metadataBytesPerCall : bytes
            return [
              "text": Columns.count(bytes),
              "kind": bytes < earlier ? "faster" : bytes > earlier ? "slower" : "quiet",
              "glyph": bytes < earlier ? "▾" : bytes > earlier ? "▴" : "",
            ]
          },
        ]
      },
    ]
  }
}
