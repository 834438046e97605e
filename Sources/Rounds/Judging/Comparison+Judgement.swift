package import Documents
package import Statistics

/// A change as ratios of figures; of lower-is-better figures, a change for the better is below 1.
struct Ratios {
  let low, middle, high: Double

  /// Turns logarithms of which larger ones are better into ratios; nil if one of them is beyond
  /// what a number can hold, as bounds of wild figures are.
  init?(_ interval: ClosedRange<Double>, middle: Double, better: MetricDirection) {
    let ends = [interval.lowerBound, interval.upperBound].map(better.ratio).sorted()
    (low, self.middle, high) = (ends[0], better.ratio(middle), ends[1])
    guard [low, self.middle, high].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
  }
}

extension MetricDirection {
  /// The ratio of a difference of logarithms of which larger ones are better.
  func ratio(_ logarithm: Double) -> Double {
    switch self {
    case .higher: Logarithm.exp(logarithm)
    // Where nobody knows, the sign means nothing; it is that of ``MetricSeries/logarithms``.
    case .lower, .unknown: Logarithm.exp(-logarithm)
    }
  }
}

extension Comparison {
  /// Lays a judged change out as ratios; nil if one of them is beyond what a number can hold.
  ///
  /// - Parameters:
  ///   - judged: The change, of which larger logarithms are better.
  ///   - better: Which of the figures themselves are better.
  ///   - suspects: The patches of the steps that share the change.
  package init?(
    _ judged: JudgedChange, better: MetricDirection,
    suspects: (StepInterval) -> [PatchNumber] = { _ in [] }
  ) {
    guard let ratios = Ratios(judged.interval, middle: judged.change.mean, better: better) else {
      return nil
    }
    let (verdict, shared): (Verdict, StepInterval?) =
      switch judged.judgement {
      case .faster: (better == .unknown ? .changed : .faster, nil)
      case .slower: (better == .unknown ? .changed : .slower, nil)
      case .tiny: (.tiny, nil)
      case .withinLayoutFloor: (.withinLayoutFloor, nil)
      case .suspect(let interval): (.suspect, interval)
      case .noChange: (.noChange, nil)
      case .inconclusive: (.inconclusive, nil)
      }
    self.init(
      ratio: ratios.middle, low: ratios.low, high: ratios.high, verdict: verdict,
      suspects: shared.map(suspects))
    equivalence = judged.equivalence.flatMap {
      Ratios($0, middle: judged.change.mean, better: better)
    }.map { Equivalence(low: $0.low, high: $0.high) }
  }
}

extension Ratios {
  /// The ratios of a pair's later figures to the earlier ones; nil if one is beyond what a number can hold.
  init?(_ shift: PairedShift, level: Double = Judge.level) {
    self.init(shift.interval(level: level), middle: shift.mean, better: .higher)
  }
}

extension LayoutFloor {
  /// Judges the base built again against the base; nil if there are too few rounds, or no ratios.
  ///
  /// - Parameters:
  ///   - base: The base's figures.
  ///   - rebuilt: Those of the base built again, of the same rounds.
  package init?(base: [Double], rebuilt: [Double]) {
    guard (base + rebuilt).allSatisfy({ $0 > 0 }),
      let shift = PairedShift(before: base, after: rebuilt), let ratios = Ratios(shift)
    else { return nil }
    self.init(ratio: ratios.middle, low: ratios.low, high: ratios.high, signedRankP: shift.p)
  }

  /// The largest change within the 95 % interval, which a build alone may make; a logarithm.
  package var logarithm: Double { max(abs(Logarithm.of(low)), abs(Logarithm.of(high))) }
}
