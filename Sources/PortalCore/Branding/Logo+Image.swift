import SignalingProtocol

extension Logo {
    /// Reads what pages have to know of a picture that somebody sent.
    ///
    /// - Throws: ``ImageRefusal``.
    public init(image: [UInt8], changedAt: Instant) throws(ImageRefusal) {
        guard !image.isEmpty else { throw .empty }
        guard image.count <= Self.largestBytes else { throw .tooManyBytes }
        let header = try ImageHeader(image)
        guard max(header.width, header.height) <= Self.longestSide else { throw .tooManyPixels }
        let shortest = min(header.width, header.height)
        guard shortest >= Self.shortestSide else { throw .tooFewPixels }
        guard max(header.width, header.height) <= Self.mostStretched * shortest else { throw .tooStretched }
        self.init(type: header.type, width: header.width, height: header.height, changedAt: changedAt)
    }
}
