namespace Duet.Turn.Authentication;

/// <summary>Where a credential that is kept comes from.</summary>
internal enum CredentialOrigin
{
    /// <summary>From <see cref="TurnOptions.Users"/>: for as long as the process runs.</summary>
    Configured,

    /// <summary>Made for somebody, until it is revoked.</summary>
    Issued,

    /// <summary>Time-limited once, and good until it is revoked since.</summary>
    Adopted,
}
