import FuseEngine
import FuseSeries
import Testing

/// Every choice of patches that is allowed is a design that transfers data rightly.
struct SubsetTests {
  let plan = StagePlan.scatterGatherDirectIO

  /// Which patch must come before which, as the series' own descriptions have it.
  static let needs: [Int: [Int]] = [
    2: [1], 3: [1], 4: [1], 5: [1], 6: [1], 7: [1], 8: [7], 10: [8, 9], 11: [1, 9],
  ]

  static func isAllowed(_ steps: [Int]) -> Bool {
    steps.enumerated().allSatisfy { place, step in
      (needs[step] ?? []).allSatisfy(steps[..<place].contains)
    }
  }

  @Test func `exactly the choices whose needs are met are designs`() {
    for bits in 0..<(1 << 11) {
      let steps = (1...11).filter { bits >> ($0 - 1) & 1 == 1 }
      let isDesign = (try? plan.designs(applying: steps.map { StageStep.Number($0) })) != nil
      #expect(isDesign == Self.isAllowed(steps), "\(steps)")
    }
  }

  @Test func `each allowed choice moves every byte and packs only with patch 10`() throws {
    let shapes: [CallShape] = [Direction.read, .write].map {
      CallShape(
        direction: $0, offset: 8192,
        segments: (0..<40).map { SegmentShape(offset: $0 % 3 * 512, length: 4096 - $0 % 2 * 96) })
    }
    var tried = 0
    for bits in 0..<(1 << 11) {
      let steps = (1...11).filter { bits >> ($0 - 1) & 1 == 1 }
      guard Self.isAllowed(steps),
        let design = try plan.designs(applying: steps.map { StageStep.Number($0) }).last
      else {
        continue
      }
      tried += 1
      for shape in shapes {
        let trace = try Bench.trace(design: design, shape)
        let bytes = shape.segments.reduce(0) { $0 + $1.length }
        #expect(trace.result == .transferred(bytes), "\(steps)")
        #expect(trace.isDataIntact, "\(steps)")
        #expect(trace.counters.pagesLeaked == 0, "\(steps)")
        #expect((trace.requests.count < 40) == steps.contains(10), "\(steps)")
      }
    }
    #expect(tried > 200)
  }

  @Test(arguments: [
    [1, 7, 8, 9, 10, 11], [1, 9, 11], [1, 9, 7, 8, 10], [1, 6, 5, 4, 3, 2, 9, 7, 8, 11, 10],
  ])
  func `another order of the same patches leads to the same design`(steps: [Int]) throws {
    let numbers = steps.map { StageStep.Number($0) }
    #expect(
      try plan.designs(applying: numbers).last == plan.designs(applying: numbers.sorted()).last)
  }
}
