internal import Documents

/// A run as the page embeds it: its document without samples, and the samples in less room.
struct PageData: Encodable {
  /// The samples of a stage as whole numbers of one decimal.
  struct Samples: Encodable {
    /// How many decimals most of them have.
    let decimals: Int
    /// The middle one.
    let middle: Int
    /// How far each is from it; 0 for those that have more decimals.
    let distances: [Int]
    /// Those that have more decimals, by their place.
    let others: [Int: Double]
  }

  private let run: Run
  /// The samples of the stages of the workloads of the lanes, in this order; nil for a stage whose
  /// samples stand in the document.
  private let samples: [Samples?]

  init(_ run: Run) {
    var bare = run
    var samples: [Samples?] = []
    for lane in run.lanes.keys.sorted() {
      for (workload, result) in (run.lanes[lane]?.workloads ?? []).enumerated() {
        for (stage, row) in result.stages.enumerated() {
          let packed = Samples(row.samples)
          samples.append(packed)
          if packed != nil { bare.lanes[lane]?.workloads[workload].stages[stage].samples = [] }
        }
      }
    }
    self.run = bare
    self.samples = samples
  }
}

extension PageData.Samples {
  /// Packs samples; nil where most have more decimals than are worth it, or are too large.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    var unit = 1.0
    for decimals in 0...6 {
      defer { unit *= 10 }
      let whole = values.map { ($0 * unit).rounded() }
      guard whole.allSatisfy({ abs($0) < 1e12 }) else { return nil }
      let others = values.indices.filter { whole[$0] / unit != values[$0] }
      guard 10 * others.count <= values.count else { continue }
      let middle = Int(whole.sorted()[whole.count / 2])
      self.decimals = decimals
      self.middle = middle
      distances = values.indices.map {
        whole[$0] / unit == values[$0] ? Int(whole[$0]) - middle : 0
      }
      self.others = Dictionary(uniqueKeysWithValues: others.map { ($0, values[$0]) })
      return
    }
    return nil
  }
}
