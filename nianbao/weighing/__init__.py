"""Weighing (掂量): what an office makes of findings: checked, graver, lighter.

In reading order:

    waivers      what a person has checked (核实)
    settings     how grave an office holds each kind (设置.yaml)
"""
