import Testing

@testable import CommandLane

/// The format by what its specification says, and one file that callgrind wrote.
struct CallgrindFileTests {
  private func read(_ text: String) -> CallgrindFile { CallgrindFile(Array(text.utf8)) }

  private func own(_ file: CallgrindFile, _ name: String) -> [Int] {
    file.profile.functions.filter { $0.key.name == name }.map(\.value.own).sorted()
  }

  @Test func `what a call costs is the called function's`() {
    let file = read(
      """
      # callgrind format
      version: 1
      positions: line
      events: Ir
      summary: 126

      ob=(1) /t/toy
      fl=(1) /t/toy.c
      fn=(1) main
      16 10
      cfn=(2) mix
      calls=4 -15
      * 100
      +2 6

      fn=(2)
      3 90
      -1 10
      +1 10
      """)
    #expect(own(file, "main") == [16])
    #expect(own(file, "mix") == [110])
    #expect(file.summary == file.profile.total)
    let mix = file.profile.functions.first { $0.key.name == "mix" }
    #expect(mix?.key.file == "/t/toy.c")
    #expect(mix?.value.line == 1)
    #expect(mix?.value.lines.map(\.number).sorted() == [2, 3])
    let main = file.profile.functions.first { $0.key.name == "main" }
    #expect(main?.value.lines.map(\.number).sorted() == [16, 18])
  }

  @Test func `a function that was put into another is part of it, with lines of its own file`() {
    let file = read(
      """
      events: Ir
      fl=(1) a.c
      fn=(1) outer
      10 5
      fi=(2) inner.h
      3 7
      fe=(1)
      11 1
      fl=(2)
      fn=(2) other
      4 2
      """)
    #expect(own(file, "outer") == [13])
    #expect(own(file, "other") == [2])
    let outer = file.profile.functions.first { $0.key.name == "outer" }
    #expect(outer?.value.line == 10)
    #expect(outer?.value.lines.contains(.init(file: "inner.h", number: 3)) == true)
  }

  @Test func `instructions are found among several events and positions`() {
    let file = read(
      """
      positions: instr line
      events: Dr Ir
      fl=(1) a.c
      fn=(1) f
      100 7 50 2
      +4 +1 60 3
      +4 * 70
      """)
    #expect(own(file, "f") == [5])
    #expect(file.profile.functions.first?.value.lines.map(\.number).sorted() == [7, 8])
  }

  @Test func `addresses have no names, and how deep a function calls itself is none`() {
    let file = read(
      """
      events: Ir
      ob=(1) /usr/lib/libx.so
      fl=(1) ???
      fn=(1) 0x0000000000001040
      0 3
      fn=(2) 0x0000000000001080
      0 4
      ob=(2) /t/toy
      fn=(3) walk
      0 5
      fn=(4) walk'2
      0 6
      """)
    #expect(own(file, "[libx.so]") == [7])
    #expect(own(file, "walk") == [11])
    #expect(file.profile.functions.keys.allSatisfy { $0.file == nil })
  }

  @Test func `what is no callgrind file holds nothing`() {
    #expect(read("").profile.functions.isEmpty)
    #expect(read("calls=\n* \n+ 3\n(\nfn=(\n1 99999999999999999999\n").profile.total == 0)
  }

  @Test func `paths in the stage's folder are called as in the tree`() {
    let file = read("events: Ir\nfl=(1) /srv/tree/./src/a.c\nfn=(1) f\n2 1\n")
    let inside = file.profile.inside("/srv/tree")
    #expect(inside.functions.keys.map(\.file) == ["src/a.c"])
    #expect(inside.functions.values.first?.lines == [.init(file: "src/a.c", number: 2)])
  }
}
