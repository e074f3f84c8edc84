namespace Duet.Lab.Networks;

/// <summary>What stands between a home and the world (RFC 4787 sections 4 and 5).</summary>
internal enum NatKind
{
    /// <summary>A public address, and nothing in the way.</summary>
    None,

    /// <summary>Endpoint-independent mapping and filtering ("full cone"): whoever knows the address comes in.</summary>
    EndpointIndependent,

    /// <summary>Endpoint-independent mapping, address-dependent filtering: whoever was sent something comes in, from any port.</summary>
    AddressDependent,

    /// <summary>Endpoint-independent mapping, address- and port-dependent filtering: what most routers at home do.</summary>
    AddressAndPortDependent,

    /// <summary>Another port for each destination, and filtering as strict.</summary>
    Symmetric,

    /// <summary>Two routers in a row, both <see cref="AddressAndPortDependent"/>.</summary>
    Double,
}
