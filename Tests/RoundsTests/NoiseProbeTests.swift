import Foundation
import Testing

@testable import Rounds

struct NoiseProbeTests {
  /// The two-sided quantiles of 5 % shared by so many, from tables of the normal distribution.
  @Test(arguments: [(1, 1.959964), (11, 2.837597), (100, 3.480756)])
  func `the change that can be seen grows with the patches that share the risk`(
    patches: Int, quantile: Double
  ) throws {
    let probe = NoiseProbe(deviation: 0.01)
    let change = try #require(probe.detectableChange(rounds: 100, patches: patches))
    #expect(abs(log(change) - (quantile + 0.84) * 1.03 * 0.01 / 10) < 1e-7)
    let few = try #require(probe.detectableChange(rounds: 16, patches: patches))
    #expect(abs(log(few) - (quantile + 0.84) * 1.03 * 1.25 * 0.01 / 4) < 1e-7)
    #expect(probe.detectableChange(rounds: 8, patches: patches) == nil)
  }
}
