"""Adapter to the PBX: AGI for calls, AMI for the switchboard, CEL as the witness."""
