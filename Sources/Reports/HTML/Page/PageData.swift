internal import Documents
internal import Findings

/// A run as the page embeds it: its document without samples, and the samples in less room.
struct PageData: Encodable {
  /// The samples of a stage as the places of numbers of four digits, in order of size: 0.000001000 has
  /// the place 0, 0.000001001 the place 1, and each power of ten holds 9000.
  struct Samples: Encodable {
    /// The middle one's place.
    let middle: Int
    /// How far each is from it; 0 for those that have more digits.
    let distances: [Int]
    /// Those that have more digits, by their index.
    let others: [Int: Double]
  }

  private let run: Run
  /// The samples of the stages of the workloads of the lanes, in this order; nil for a stage whose
  /// samples stand in the document.
  private let samples: [Samples?]
  /// The run as Markdown, to be copied.
  private let markdown: String

  init(_ run: Run, markdown: String) {
    self.markdown = markdown
    var bare = run
    var samples: [Samples?] = []
    for lane in run.lanes.keys.sorted() {
      for (workload, result) in (run.lanes[lane]?.workloads ?? []).enumerated() {
        for (stage, row) in result.stages.enumerated() {
          let packed = Samples(row.samples)
          samples.append(packed)
          if packed != nil { bare.lanes[lane]?.workloads[workload].stages[stage].samples = [] }
          bare.lanes[lane]?.workloads[workload].stages[stage].shorten()
        }
      }
    }
    self.run = bare
    self.samples = samples
  }
}

extension PageData.Samples {
  /// Packs samples; nil where many have more than four digits, are not above 0, or are too small or large.
  init?(_ values: [Double]) {
    let places = values.map(Self.place)
    let known = places.compactMap(\.self).sorted()
    guard !values.isEmpty, 10 * (values.count - known.count) <= values.count else { return nil }
    middle = known[known.count / 2]
    distances = places.map { [middle] in $0.map { $0 - middle } ?? 0 }
    others = Dictionary(
      uniqueKeysWithValues: values.indices.filter { places[$0] == nil }.map { ($0, values[$0]) })
  }

  private static let lowestExponent = -9

  /// The place of a number of four digits; nil for any other.
  private static func place(of value: Double) -> Int? {
    var power = 1e9
    for exponent in lowestExponent...9 {
      // Whole powers of ten are exact, their reciprocals are not.
      let mantissa = exponent < 0 ? value * power : value / power
      let digits = mantissa.rounded()
      if 1000..<10_000 ~= digits {
        guard (exponent < 0 ? digits / power : digits * power) == value else { return nil }
        return (exponent - lowestExponent) * 9000 + Int(digits) - 1000
      }
      power = exponent < 0 ? power / 10 : power * 10
    }
    return nil
  }
}
