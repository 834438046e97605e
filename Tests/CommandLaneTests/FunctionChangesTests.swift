import Documents
import Testing

@testable import CommandLane

struct FunctionChangesTests {
  private func profile(_ functions: [(name: String, line: Int, own: Int)]) -> InstructionProfile {
    var profile = InstructionProfile()
    for (name, line, own) in functions {
      var cost = InstructionProfile.Cost()
      cost.add(own, in: "src/toy.c", line: line, of: "src/toy.c")
      profile.add(cost, to: InstructionProfile.Function(name: name, file: "src/toy.c"))
    }
    return profile
  }

  @Test func `the largest change is first, and what is below one in a hundred is folded`() {
    let before = profile([
      ("hash", 2, 6_900_000), ("main", 9, 500), ("small", 20, 1000), ("gone", 30, 1_000_000),
    ])
    let after = profile([
      ("hash", 2, 19_400_000), ("main", 9, 500), ("small", 20, 900), ("new", 40, 200_000),
    ])
    var touched = TouchedFile(oldPath: "src/toy.c", newPath: "src/toy.c")
    touched.added = [2]
    touched.removed = [30]
    let changes = FunctionChanges(from: before, to: after, touched: [touched])
    #expect(changes.functions.map(\.name) == ["hash", "gone", "new"])
    #expect(changes.functions.map(\.touched) == [true, true, false])
    #expect(changes.functions.first?.line == 2)
    #expect(changes.functions[1].after == 0)
    #expect(changes.others == OtherFunctions(count: 1, before: 1000, after: 900))
  }

  @Test func `equal profiles have no changes`() {
    let same = profile([("f", 1, 5)])
    let changes = FunctionChanges(from: same, to: same, touched: [])
    #expect(changes.functions.isEmpty && changes.others == nil)
  }

  @Test(arguments: [
    ("mix", true), ("ns::mix(int)", true), ("mix.constprop.0", true), ("mi", false),
    ("mixed", false), ("(anonymous namespace)::mix<int>(int)", true), ("main.mix", true),
  ])
  func `without debug information the name under which a line stands has to do`(
    name: String, isTouched: Bool
  ) {
    var file = TouchedFile(oldPath: "a.c", newPath: "a.c")
    file.headings = ["static unsigned mix(unsigned x)"]
    let function = InstructionProfile.Function(name: name, file: nil)
    #expect(file.touches(function, before: [], after: []) == isTouched)
  }

  @Test func `a function of the same name in another file is not touched`() {
    var file = TouchedFile(oldPath: "src/a.c", newPath: "src/a.c")
    file.headings = ["int mix(int x)"]
    func touches(_ path: String) -> Bool {
      file.touches(.init(name: "mix", file: path), before: [], after: [])
    }
    #expect(touches("src/a.c") && touches("/elsewhere/src/a.c"))
    #expect(!touches("src/b.c"))
  }
}
