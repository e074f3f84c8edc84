using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>The PASSWORD-ALGORITHMS of our challenges, and which of them a request took.</summary>
internal static class OfferedAlgorithms
{
    private static readonly PasswordAlgorithm[] _bestFirst = [PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5];

    // The same on the wire: number and no parameters (RFC 8489 section 14.11).
    private static ReadOnlySpan<byte> Value => [0, 2, 0, 0, 0, 1, 0, 0];

    public static void AddTo(ref StunMessageWriter challenge) => challenge.AddPasswordAlgorithms(_bestFirst);

    /// <summary>
    /// The check of RFC 8489 section 9.2.4 for a nonce that announces password algorithms. What the client repeats must be what we
    /// offered: where it is not, somebody in between took the better one away.
    /// </summary>
    /// <param name="request">Of a client that was challenged.</param>
    /// <param name="algorithm">The one it took; MD5 for a client that knows nothing of the choice.</param>
    /// <param name="isExplicit">Whether the client made a choice.</param>
    public static bool TryAgree(in StunMessage request, out PasswordAlgorithm algorithm, out bool isExplicit)
    {
        algorithm = PasswordAlgorithm.Md5;
        var hasOffer = request.TryFind(StunAttributeType.PasswordAlgorithms, out var offer);
        var hasChoice = request.TryFind(StunAttributeType.PasswordAlgorithm, out var choice);
        isExplicit = hasOffer || hasChoice;
        if (!isExplicit) return true;

        return hasOffer && hasChoice
            && offer.Value.SequenceEqual(Value)
            && PasswordAlgorithmAttribute.TryRead(choice.Value, out algorithm)
            && algorithm is PasswordAlgorithm.Md5 or PasswordAlgorithm.Sha256;
    }
}
