import Foundation
import Testing

/// What `measure` keeps, and what it removes.
struct MeasureCacheTests {
  @Test func `stages of the run stay, old ones of other runs go`() throws {
    let toy = try ToySeries([.init(), .init(), .init()])
    let program = Tools.products.appendingPathComponent("patch-replay").path
    // One and the same environment, on which the keys depend.
    func measure(steps: Int) throws -> Finished {
      try Tools.run("HOME=/", [program] + toy.arguments(steps: steps, rounds: 1, run: "true"))
    }
    func kept() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: toy.cache + "/built"))
    }
    #expect(try measure(steps: 1).status == 0)
    let first = try kept()
    #expect(try measure(steps: 2).status == 0)
    let all = try kept()
    #expect(first.count == 2)
    #expect(all.count == 3)
    let build = toy.cache + "/built/\(try #require(first.first))/build.json"
    let built = try FileManager.default.attributesOfItem(atPath: build)[.systemFileNumber] as? Int
    for name in all {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -86_400 * 31)],
        ofItemAtPath: toy.cache + "/built/" + name)
    }
    #expect(try measure(steps: 1).status == 0)
    #expect(try kept() == first)
    let after = try FileManager.default.attributesOfItem(atPath: build)[.systemFileNumber] as? Int
    #expect(built != nil && built == after, "the stage was built again")
    #expect(try Tools.patchReplay("help", "measure").text.contains("30 days"))
  }
}
