import Testing

@testable import Statistics

struct CubeTests {
  /// Two workloads with three and two variants; a value tells its own place.
  private func cube(rounds: Int) -> Cube<Double> {
    var cube = Cube<Double>(variantCounts: [3, 2])
    for round in 0..<rounds {
      let start = Double(round) * 100
      cube.append(round: [[start, start + 1, start + 2], [start + 10, start + 11]])
    }
    return cube
  }

  @Test func `each value is found by workload, round and variant`() {
    let cube = cube(rounds: 4)
    #expect(cube.rounds == 4)
    #expect(cube.workloads == 0..<2)
    #expect(cube[workload: 0, round: 3, variant: 2] == 302)
    #expect(cube[workload: 1, round: 2, variant: 0] == 210)
    #expect(cube.row(workload: 1, round: 3) == [310, 311])
    #expect(cube.column(workload: 0, variant: 1) == [1, 101, 201, 301])
    #expect(cube.differences(workload: 1, from: 0, to: 1) == [1, 1, 1, 1])
  }

  @Test func `values by workload, round and variant make the same cube`() {
    let nested = cube(rounds: 2)
    let first = [[0.0, 1, 2], [100, 101, 102]]
    #expect(Cube(workloads: [first, [[10.0, 11], [110, 111]]]) == nested)
    #expect(nested.mapValues { $0 * 2 }[workload: 1, round: 1, variant: 1] == 222)
  }

  @Test func `a cube without rounds has no differences`() {
    #expect(cube(rounds: 0).differences(workload: 0, from: 0, to: 1).isEmpty)
    #expect(Cube<Double>(workloads: []).rounds == 0)
  }

  @Test func `a round of another shape is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) {
      var cube = Cube<Double>(variantCounts: [2])
      cube.append(round: [[1]])
    }
  }

  @Test func `figures without a logarithm are not judged`() throws {
    let rounds = (0..<12).map { [0, $0 == 3 ? -Double.infinity : Double($0) / 1000] }
    let judge = try #require(Judge(Cube(workloads: [rounds]), seed: 1))
    #expect(judge.judge(workload: 0, from: 0, to: 1, step: nil) == nil)
  }
}
