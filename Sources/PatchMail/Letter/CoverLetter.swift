/// What a cover letter says beside its prose.
struct CoverLetter {
  let claims: [Claim]
  let announced: AnnouncedPatches

  /// Reads a letter's text, below the header.
  init(_ text: String) {
    claims = ClaimParser(text).claims
    announced = AnnouncedPatches(text)
  }
}
