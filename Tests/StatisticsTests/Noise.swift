import Foundation
import Testing

@testable import Statistics

/// Noise of which the method must accuse no patch: logarithms of twelve stages that all do the same.
enum Noise: String, CaseIterable, CustomTestStringConvertible {
  case normal
  /// Student's t of three degrees of freedom.
  case heavyTails = "t of 3 degrees"
  /// One cell in ten falls to half or less.
  case spoilt = "one cell in ten spoilt"
  /// Slow drift, and ten cells in a row that another machine's work hits.
  case bursts = "drift of 0.9 with bursts"
  /// Drift with a long tail to the slow side.
  case skewed = "drift of 0.7, skewed"
  /// A recording of long cells, labels permuted in each round.
  case longCells = "recorded, long cells"
  /// A recording of short cells, labels permuted in each round.
  case shortCells = "recorded, short cells"

  static let stages = 12
  static let workloads = 2

  var testDescription: String { rawValue }

  /// Makes rounds of both workloads.
  func cube(_ rounds: Int, seed: Int) throws -> [[[Double]]] {
    var generator = SeededGenerator(seed: UInt64(seed) &* 7919 &+ 5)
    switch self {
    case .longCells, .shortCells:
      let recorded = try self == .longCells ? Recording.long() : Recording.short()
      let count = recorded[0].count
      let order = Array(0..<count).shuffled(using: &generator)
      // More rounds than were recorded are drawn with repetition.
      let drawn = (0..<rounds).map { round in
        rounds <= count ? order[round] : Int.random(in: 0..<count, using: &generator)
      }
      return recorded.map { rows in drawn.map { rows[$0].shuffled(using: &generator) } }
    case .normal, .heavyTails, .spoilt, .bursts, .skewed:
      var state = (drift: 0.0, burst: 0)
      var cube = Array(
        repeating: Array(
          repeating: Array(repeating: 0.0, count: Self.stages), count: rounds),
        count: Self.workloads)
      for round in 0..<rounds {
        for workload in 0..<Self.workloads {
          for stage in RoundOrder.rotatedSnake(variants: Self.stages, using: &generator) {
            cube[workload][round][stage] = cell(&state, &generator)
          }
        }
      }
      return cube
    }
  }

  private func cell(
    _ state: inout (drift: Double, burst: Int), _ generator: inout SeededGenerator
  ) -> Double {
    func uniform() -> Double {
      Double.random(in: .leastNonzeroMagnitude..<1, using: &generator)
    }
    func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
    switch self {
    case .normal: return 0.05 * normal()
    case .heavyTails:
      let squares = (0..<3).reduce(0.0) { sum, _ in
        let value = normal()
        return sum + value * value
      }
      return 0.05 * normal() / (squares / 3).squareRoot()
    case .spoilt: return 0.05 * normal() - (uniform() < 0.1 ? 0.7 - 0.5 * log(uniform()) : 0)
    case .bursts:
      state.drift = 0.9 * state.drift + 0.05 * (1 - 0.81).squareRoot() * normal()
      if state.burst == 0, uniform() < 0.01 { state.burst = 10 }
      guard state.burst > 0 else { return state.drift }
      state.burst -= 1
      return state.drift - 0.3 * (0.5 + uniform())
    case .skewed:
      // 1 − an exponential value: mean 0, spread 1, a long tail below.
      state.drift = 0.7 * state.drift + 0.0357 * (1 + log(uniform()))
      return state.drift
    case .longCells, .shortCells: return 0
    }
  }

  /// The spread of a neighbour's difference that single wild cells do not move: 1.4826 of the median
  /// distance, from 600 rounds.
  func spread() throws -> Double {
    let distances = try (0..<20).flatMap { seed in
      try cube(30, seed: 1_000_000 + seed)[0].flatMap {
        zip($0.dropFirst(), $0).map { abs($0 - $1) }
      }
    }.sorted()
    return 1.4826 * distances[distances.count / 2]
  }
}

/// Rounds as machines really had them, recorded once: logarithms, larger ones better.
enum Recording {
  private struct Long: Decodable { let rounds: [[Double]] }
  private struct Short: Decodable { let workloads: [[[Double]]] }

  /// One program under twelve names, in seconds; the rounds serve both workloads.
  static func long() throws -> [[[Double]]] {
    let rounds = try read(Long.self, "identical-stages").rounds.map { $0.map { -log($0) } }
    return [rounds, rounds]
  }

  static func short() throws -> [[[Double]]] {
    try read(Short.self, "short-cells").workloads.map { $0.map { $0.map { log($0) } } }
  }

  private static func read<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Recorded/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}
